<?php
/*
 * quarter_report.php: prints the report of a reporting period, in Vietnamese; with --json a page's data for a portal.
 *
 *   php quarter_report.php [--period P] [--as-of DAY] [--known-at SECONDS] [--unit ID] [--json] PLAN.json FACTS.json
 *
 * The period is the second reporting quarter of 2021 unless given; "Quý II/2021" would be that of the calendar. The
 * report is as of the period's last day unless another is given; then and known at the same second, it is the same for
 * ever.
 */
declare(strict_types=1);

use Tthcplan\Library;
use Tthcplan\TthcException;

require_once __DIR__ . '/shared.php';

[$given, [$planPath, $factsPath]] = commandLine(
    'quarter_report.php [--period P] [--as-of DAY] [--known-at SECONDS] [--unit ID] [--json] PLAN.json FACTS.json',
    ['--period' => true, '--as-of' => true, '--known-at' => true, '--unit' => true, '--json' => false],
    2,
    2,
);
$options = [
    'as_of' => $given['--as-of'],
    'known_at' => $given['--known-at'] === null ? null : (int) $given['--known-at'],
    'unit' => $given['--unit'],
];
$what = $planPath; // what is at work, for the message
try {
    $tthc = new Library();
    $plan = $tthc->readPlan($tthc->readFile($planPath));
    $plan->readFacts($tthc->readFile($what = $factsPath));
    $what = 'báo cáo';
    $report = $plan->report(
        $given['--period'] ?? 'kstt:2021-Q2',
        array_filter($options, fn (mixed $option): bool => $option !== null),
    );
    echo $given['--json'] ? $report->json() : $report->text();
} catch (TthcException $e) {
    tell($e, $what);
    exit(1);
}
