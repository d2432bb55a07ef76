<?php
/*
 * follow_up.php: prints the letters that a plan's state calls for (công văn đôn đốc), one for each unit to write to.
 *
 *   php follow_up.php [--as-of DAY] [--log LOG.json] PLAN.json [FACTS.json]
 *
 * With a log nothing is printed twice: it is read, and replaced by the one to keep. The day is today unless given.
 */
declare(strict_types=1);

use Tthcplan\Digest;
use Tthcplan\Library;
use Tthcplan\TthcException;

require_once __DIR__ . '/shared.php';

function printDigest(Digest $digest): void
{
    echo '=== ', $digest->unitName;
    foreach ($digest->contacts as $contact) {
        echo "; $contact->name", $contact->email === null ? '' : ", $contact->email";
    }
    echo "\n\n$digest->text\n";
}

[['--as-of' => $day, '--log' => $log], $files] = commandLine(
    'follow_up.php [--as-of DAY] [--log LOG.json] PLAN.json [FACTS.json]',
    ['--as-of' => true, '--log' => true],
    mostFiles: 2,
);
$what = $day ??= todayInVietnam(); // what is at work, for the message
try {
    $tthc = new Library();
    $tthc->day($day);
    $plan = $tthc->readPlan($tthc->readFile($what = $files[0]));
    if (isset($files[1])) {
        $plan->readFacts($tthc->readFile($what = $files[1]));
    }
    $what = $log ?? 'đôn đốc';
    $sent = $log !== null && file_exists($log) ? $tthc->readFile($log) : null; // not there yet: nothing was sent
    $followUp = $plan->followUp($plan->assess($day), $sent);
    if ($log !== null) {
        writeLog($log, $followUp->logJson());
    }
    $digests = iterator_to_array($followUp->digests());
    foreach ($digests as $digest) {
        printDigest($digest);
    }
    foreach ($followUp->findings() as $finding) {
        fwrite(STDERR, "{$finding['message']}\n");
    }
    if ($log !== null) {
        rename("$log.new", $log); // whatever happens, the file is the old log or the new one
    }
    printf("%d đơn vị cần gửi văn bản, %d nội dung\n", count($digests), $followUp->itemCount());
} catch (TthcException $e) {
    tell($e, $what);
    exit(1);
}
