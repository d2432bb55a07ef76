<?php
/*
 * plan_status.php: prints the state of a plan as of a day, in Vietnamese.
 *
 *   php plan_status.php [--as-of DAY] [--unit ID] [--json] PLAN.json|STORE.db
 *
 * A plan document may embed its facts. Of a store the first plan is shown. The day is today unless given.
 */
declare(strict_types=1);

use Tthcplan\Assessment;
use Tthcplan\Assignment;
use Tthcplan\Library;
use Tthcplan\Plan;
use Tthcplan\TthcException;

require_once __DIR__ . '/shared.php';

function loadPlan(Library $tthc, string $path): Plan
{
    if (str_ends_with($path, '.json')) {
        return $tthc->readPlan($tthc->readFile($path));
    }
    $store = $tthc->openStore($path, ['create' => false]);
    $stored = $store->listPlans();
    if ($stored === []) {
        fwrite(STDERR, "Kho chưa có kế hoạch nào: $path\n");
        exit(1);
    }
    return $store->load($stored[0]->id);
}

function dayText(?DateTimeImmutable $day): string
{
    return $day?->format('d/m/Y') ?? '—';
}

function printSections(Assessment $assessment): void
{
    foreach ($assessment->rollups() as $row) {
        if ($row->kind !== 'section') {
            continue;
        }
        printf(
            "%s. %s: %s; xong %d/%d phần việc, quá hạn %d; đúng hạn %d/%d đã đến hạn; %d/%d đơn vị xong\n",
            $row->id,
            $row->title,
            $row->stateName ?? 'không theo dõi',
            $row->counts['done-on-time'] + $row->counts['done-late'],
            $row->assignments - $row->counts['cancelled'],
            $row->counts['overdue'],
            $row->onTime,
            $row->fallenDue,
            $row->unitsDone,
            $row->unitsObliged,
        );
    }
}

/** @param non-empty-list<Assignment> $rows all of one deadline */
function printDeadline(array $rows): void
{
    $first = $rows[0];
    printf('  kỳ %s, hạn %s, %s', $first->period, dayText($first->effective), $first->stateName);
    if ($first->daysLate > 0) {
        printf(' %d ngày (%d ngày làm việc)', $first->daysLate, $first->workingDaysLate);
    }
    echo ': ', implode(', ', array_column($rows, 'taskId')), "\n";
}

/** @param list<Assignment> $rows what a unit must be written to about */
function printUnit(string $name, array $rows): void
{
    $states = array_count_values(array_column($rows, 'state'));
    $deadlines = [];
    foreach ($rows as $row) {
        $deadlines[dayText($row->effective) . ' ' . $row->period][] = $row;
    }
    printf("%s: %d quá hạn, %d sắp đến hạn\n", $name, $states['overdue'] ?? 0, $states['due-soon'] ?? 0);
    array_walk($deadlines, printDeadline(...));
}

/** @param array<string, string> $units names by id */
function printUnits(Assessment $assessment, array $units): void
{
    $pressing = [];
    foreach ($assessment->assignments() as $row) {
        if ($row->state === 'overdue' || $row->state === 'due-soon') {
            $pressing[$row->unitId][] = $row;
        }
    }
    foreach ($units as $id => $name) {
        if (isset($pressing[$id])) {
            printUnit($name, $pressing[$id]);
        }
    }
}

function printValues(Assessment $assessment, ?string $unit): void
{
    foreach ($assessment->values() as $value) {
        if ($value->unitId !== $unit) {
            continue;
        }
        $figure = $value->text === null ? '—' : rtrim("$value->text $value->measure");
        printf(
            "%s: %s, chỉ tiêu %s, %s; số liệu của %d/%d đơn vị\n",
            $value->title,
            $figure,
            $value->target ?? '—',
            $value->verdictName,
            $value->unitsReported,
            $value->unitsExpected,
        );
    }
}

function printStatus(Plan $plan, Assessment $assessment, ?string $unit): void
{
    $units = $plan->units();
    printf("%s\nTình hình đến ngày %s\n\n", $assessment->subject(), dayText($assessment->asOf()));
    printSections($assessment);
    echo "\nViệc quá hạn, sắp đến hạn theo đơn vị\n";
    printUnits($assessment, $unit === null ? $units : [$unit => $units[$unit]]);
    echo "\nChỉ tiêu\n";
    printValues($assessment, $unit);
}

[$options, [$path]] = commandLine(
    'plan_status.php [--as-of DAY] [--unit ID] [--json] PLAN.json|STORE.db',
    ['--as-of' => true, '--unit' => true, '--json' => false],
);
$unit = $options['--unit'];
try {
    $tthc = new Library();
    $asOf = $options['--as-of'] ?? todayInVietnam();
    $tthc->day($asOf); // a bad day is told before a bad file
    $plan = loadPlan($tthc, $path);
    if ($unit !== null && $plan->findUnit($unit) === null) {
        fwrite(STDERR, "Kế hoạch không có đơn vị: $unit\n");
        exit(1);
    }
    $assessment = $plan->assess($asOf);
    if ($options['--json']) {
        echo $assessment->json();
    } else {
        printStatus($plan, $assessment, $unit);
    }
} catch (TthcException $e) {
    tell($e);
    exit(1);
}
