<?php
/*
 * late_everywhere.php: says what is overdue in all plans of a store as of a day, unit by unit, in Vietnamese.
 *
 *   php late_everywhere.php [--as-of DAY] STORE.db
 *
 * The plans are not loaded: the store is asked, for a page at a time. The day is today unless given.
 */
declare(strict_types=1);

use Tthcplan\Library;
use Tthcplan\Store;
use Tthcplan\TthcException;

require_once __DIR__ . '/shared.php';

function printLate(Store $store, string $asOf): void
{
    $count = $leftOut = 0;
    $unit = null;
    $plans = $units = [];
    foreach ($store->query($asOf, ['states' => ['overdue'], 'order' => 'unit']) as $page) {
        $leftOut = $page->leftOut();
        foreach ($page->rows() as $row) {
            if ($row->unitId !== $unit) {
                $unit = $row->unitId;
                echo "$row->unitName:\n";
            }
            printf(
                "  %s %s, kỳ %s, hạn %s, %s %d ngày: %s\n",
                $row->planId,
                $row->taskId,
                $row->period,
                $row->effective->format('d/m/Y'),
                $row->stateName,
                $row->daysLate,
                $row->title,
            );
            $count++;
            $plans[$row->planId] = $units[$unit] = true;
        }
    }
    printf("%d phần việc quá hạn của %d đơn vị trong %d kế hoạch\n", $count, count($units), count($plans));
    if ($leftOut > 0) {
        echo "$leftOut kế hoạch không đánh giá được\n";
    }
}

[$options, [$path]] = commandLine('late_everywhere.php [--as-of DAY] STORE.db', ['--as-of' => true]);
$asOf = $options['--as-of'] ?? todayInVietnam();
$what = $asOf; // what is at work, for the message
try {
    $tthc = new Library();
    $tthc->day($asOf); // a bad day is told before a bad file
    $what = $path;
    printLate($tthc->openStore($path, ['read_only' => true]), $asOf);
} catch (TthcException $e) {
    tell($e, $what);
    exit(1);
}
