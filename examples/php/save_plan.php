<?php
/*
 * save_plan.php: puts a plan and its facts into a store. Doing it again adds nothing.
 *
 *   php save_plan.php STORE.db PLAN.json [FACTS.json]
 */
declare(strict_types=1);

use Tthcplan\Library;
use Tthcplan\TthcException;

require_once __DIR__ . '/shared.php';

[, $files] = commandLine('save_plan.php STORE.db PLAN.json [FACTS.json]', [], 2, 3);
[$storePath, $planPath] = $files;
$factsPath = $files[2] ?? null;

$what = $planPath; // the file at work, for the message
try {
    $tthc = new Library();
    $plan = $tthc->readPlan($tthc->readFile($planPath));
    $what = $storePath;
    $store = $tthc->openStore($storePath);
    $revision = $store->save($plan);
    $facts = 0;
    if ($factsPath !== null) {
        $what = $factsPath;
        $facts = $store->appendFacts($tthc->readFile($factsPath));
        $what = $storePath;
    }
    $store->close();
} catch (TthcException $e) {
    tell($e, $what);
    if (count($e->problems) > 1) {
        fprintf(STDERR, "  và %d lỗi khác\n", count($e->problems) - 1);
    }
    exit(1);
}
printf("Đã lưu kế hoạch %s, bản %d; thêm %d số liệu\n", $plan->id(), $revision, $facts);
