<?php
/* The PHP wrapper, used as a program would use it, and compared with the C examples. */
declare(strict_types=1);

use Tthcplan\Library;
use Tthcplan\TthcException;

require __DIR__ . '/../../examples/php/Tthcplan.php';

const DAY = '2021-07-15';
$source = getenv('TTHC_TEST_SOURCE_DIR');
$examples = getenv('TTHC_EXAMPLES_DIR');
$planPath = "$source/examples/data/vinh-cuu-2021.json";
$factsPath = "$source/examples/data/vinh-cuu-2021-facts.json";
$examplesData = "$source/examples/data";

$passed = $failed = 0;

function equal(string $what, mixed $got, mixed $want): void
{
    global $passed, $failed;
    if ($got === $want) {
        $passed++;
        return;
    }
    $failed++;
    $shown = fn (mixed $value): string => substr(var_export($value, true), 0, 300);
    fwrite(STDERR, "$what: got {$shown($got)}, want {$shown($want)}\n");
}

function failure(callable $call): ?Throwable
{
    try {
        $call();
    } catch (Throwable $e) {
        return $e;
    }
    return null;
}

/** @return array{int, string} exit status and all output of a program: what it prints, then what it complains of */
function run(string ...$command): array
{
    $complaints = tmpfile();
    $process = proc_open($command, [1 => ['pipe', 'w'], 2 => $complaints], $pipes);
    $output = stream_get_contents($pipes[1]);
    $status = proc_close($process);
    rewind($complaints);
    return [$status, $output . stream_get_contents($complaints)];
}

function script(string $name, string ...$arguments): array
{
    return run(PHP_BINARY, '-d', 'ffi.enable=1', __DIR__ . "/../../examples/php/$name.php", ...$arguments);
}

/** Members by name. */
function sorted(array $members): array
{
    ksort($members);
    return $members;
}

/**
 * A row as the documents write it: days as text, what is absent left out.
 * @param array<string, ?string> $names of members that the document calls otherwise; null: which it does not have
 */
function members(object $row, array $names = []): array
{
    $names += ['planId' => 'plan', 'taskId' => 'task', 'unitId' => 'unit', 'indicatorId' => 'indicator'];
    $zero = ['daysLate', 'workingDaysLate', 'accepted', 'explained', 'targetIsReduction']; // left out at 0
    $members = [];
    foreach (get_object_vars($row) as $name => $value) {
        $key = array_key_exists($name, $names) ? $names[$name] : strtolower(preg_replace('/[A-Z]/', '_$0', $name));
        if ($key === null || $value === null || $value === [] || (!$value && in_array($name, $zero, true))) {
            continue;
        }
        $value = $value instanceof DateTimeInterface ? $value->format('Y-m-d') : $value;
        $members[$key] = $value instanceof Tthcplan\Reports ? members($value) : $value;
    }
    return sorted($members);
}

/** @param iterable<object> $rows */
function rows(iterable $rows, array $names = []): array
{
    return array_map(fn (object $row): array => members($row, $names), iterator_to_array($rows, false));
}

/** A value of a document, the members of each object in it by name. */
function inOrder(mixed $value): mixed
{
    $value = is_array($value) && !array_is_list($value) ? sorted($value) : $value;
    return is_array($value) ? array_map(inOrder(...), $value) : $value;
}

/** What is in a document. */
function document(string $json): array
{
    return inOrder(json_decode($json, true, flags: JSON_THROW_ON_ERROR));
}

$folder = sys_get_temp_dir() . '/tthcplan-php-' . getmypid();
mkdir($folder, 0700);
register_shutdown_function(function () use ($folder): void {
    array_map(unlink(...), glob("$folder/*"));
    rmdir($folder);
});

// FFI::cdef takes the library's own text unchanged, and every function is there.
$tthc = new Library();
preg_match_all('/\b(tthc_\w+)\(/', $tthc->ffi->tthc_ffi_cdef(), $names);
$resolved = array_filter($names[1], fn (string $name): bool => is_callable($tthc->ffi->$name));
equal('functions that resolve', array_values($resolved), $names[1]);
equal('version', preg_match('/^\d+\.\d+\.\d+$/', $tthc->version()), 1);

// A plan, its store, its facts.
$document = file_get_contents($planPath);
$plan = $tthc->readPlan($document);
equal('id', $plan->id(), 'vinh-cuu-2021');
equal('year', $plan->year(), 2021);
equal('subject', $plan->subject(), 'Kiểm soát thủ tục hành chính huyện Vĩnh Cửu năm 2021');
equal('revision before saving', $plan->revision(), 0);
equal('plan document', $plan->json(), $document);
equal('unit', $plan->units()['ubnd-xa-ma-da'], 'UBND xã Mã Đà');
equal('task that is not there', $plan->findTask('Z.9'), null);
equal('unit that is not there', $plan->findUnit('ubnd'), null);

// The document itself, with the units of the plan known.
$source = dirname($planPath) . '/vinh-cuu-2021.txt';
$read = $tthc->readDocument($tthc->readFile($source), $plan, ['id' => 'vinh-cuu-2021']);
$tasks = fn (string $json): array => json_decode($json, true)['tasks'];
equal('tasks of the document', $tasks($read->json()), $tasks($document));
$findings = $read->findings();
equal('first finding', [$findings[0]['severity'], $findings[0]['code'], $findings[0]['line']],
    ['warning', 'target-proposed', 56]);
equal('units without a register', count($tthc->readDocument($tthc->readFile($source))->units()), 11);

$store = $tthc->openStore("$folder/php.db");
$factCount = count(json_decode(file_get_contents($factsPath))->facts);
equal('plans of a new store', $store->listPlans(), []);
equal('revision', $store->save($plan), 1);
equal('saving again', $store->save($plan), 1);
equal('facts appended', $store->appendFacts($tthc->readFile($factsPath)), $factCount);
equal('facts appended again', $store->appendFacts($tthc->readFile($factsPath)), 0);
[$stored] = $store->listPlans();
equal(
    'stored plan',
    (array) $stored,
    ['id' => 'vinh-cuu-2021', 'subject' => $plan->subject(), 'year' => 2021, 'revision' => 1, 'facts' => $factCount],
);
equal('facts read', $plan->readFacts(file_get_contents($factsPath)), $factCount);

// An overdue assignment is done.
$plan = $store->load('vinh-cuu-2021');
equal('revision loaded', $plan->revision(), 1);
$find = function (Tthcplan\Plan $plan): Tthcplan\Assignment {
    foreach ($plan->assess(DAY)->assignments() as $row) {
        if ([$row->taskId, $row->unitId, $row->period] === ['A.1', 'ubnd-xa-ma-da', 'kstt:2021-Q2']) {
            return $row;
        }
    }
};
$before = $find($plan);
equal('state before', [$before->state, $before->stateName, $before->done], ['overdue', 'quá hạn', null]);
equal('effective day', $before->effective->format('Y-m-d'), '2021-06-16');
equal('days late', $before->daysLate, 29);
$members = ['evidence' => ['number' => '31/BC-UBND']];
$words = ['A.1', 'ubnd-xa-ma-da', 'kstt:2021-Q2', 'done', '2021-07-14'];
$fact = $plan->addProgress(...$words, members: $members);
equal('adding a fact twice', $plan->addProgress(...$words, members: $members), $fact);
equal('facts of the plan', $plan->factCount(), $factCount + 1);
$after = $find($plan);
equal('state after', [$after->state, $after->done->format('d/m/Y')], ['done-late', '14/07/2021']);
equal('revision after a fact', $store->save($plan), 1);
$store->close();

// The same by the C examples gives the same.
run("$examples/save_plan", "$folder/c.db", $planPath, $factsPath);
array_splice($words, 3, 1);
$words = ["$folder/c.db", 'vinh-cuu-2021', ...$words, '31/BC-UBND'];
equal('record_progress', run("$examples/record_progress", ...$words)[0], 0);
equal('facts', $plan->json(facts: true), $tthc->openStore("$folder/c.db")->load('vinh-cuu-2021')->json(facts: true));
$assessment = $plan->assess(new DateTimeImmutable(DAY));
$json = run("$examples/plan_status", '--json', '--as-of', DAY, "$folder/c.db");
equal('assessment document', [0, $assessment->json()], $json);
equal('as of', $assessment->asOf()->format('Y-m-d'), DAY);
$decoded = json_decode($assessment->json());
$compare = function (Tthcplan\Assessment $assessment, array $wanted): void {
    $names = ['unitName' => null, 'stateName' => null, 'done' => 'done_day'];
    equal('assignments', rows($assessment->assignments(), $names), $wanted['assignments']);
    $got = rows($assessment->rollups(), ['stateName' => null]);
    foreach ($got as $row => &$rollup) {
        $rollup['counts'] = sorted(array_filter($rollup['counts']));
        if (!isset($wanted['rollups'][$row]['reports'])) {
            equal('no reports', array_sum($rollup['reports']), 0);
            unset($rollup['reports']);
        }
    }
    equal('roll-ups', $got, $wanted['rollups']);
    equal('findings', array_column($assessment->findings(), 'message'), array_column($wanted['findings'], 'message'));
};
$compare($assessment, document($assessment->json()));
$sentences = array_column(json_decode($assessment->json(sentences: true), true)['assignments'], 'sentence');
equal('sentences', array_map($assessment->sentence(...), array_keys($sentences)), $sentences);
// The texts of the documents are those in English: decimals with a point.
$english = (new Library(language: 'en'))->readPlan($plan->json(facts: true));
$inEnglish = $english->assess(DAY);
$wanted = document($inEnglish->json());
$names = ['title' => null, 'measure' => null, 'verdictName' => null];
equal('values', rows($inEnglish->values(), $names), $wanted['values']);
equal('figures', rows($inEnglish->figures(), $names), $wanted['figures']);

// What differs from an earlier day.
$diff = $plan->assess('2021-03-15')->diff($assessment);
$wanted = document($diff->json());
equal('differences', rows($diff->changes()), $wanted['changes']);
equal('kinds of difference', isset($wanted['counts']['entered-overdue'], $wanted['counts']['state-changed']), true);

// What that plan lacks: contacts, successors, superiors, a source, acceptances, explanations, reductions.
$units = [
    ['id' => 'huyen', 'name' => 'UBND huyện'],
    ['id' => 'xa-a', 'name' => 'UBND xã A', 'superior' => 'huyen', 'last_day' => '2025-06-30',
        'contacts' => [['email' => 'an@example.vn', 'first_day' => '2025-01-01', 'last_day' => '2025-06-30',
            'name' => 'Nguyễn Văn An', 'phone' => '0251', 'position' => 'Công chức'], ['name' => 'Lê Bình']],
        'successors' => [['unit' => 'xa-b', 'kind' => 'merge', 'reference' => 'Nghị quyết 202/2025/QH15']]],
    ['id' => 'xa-b', 'name' => 'UBND xã B', 'superior' => 'huyen',
        'contacts' => [['name' => 'Trần Chi', 'email' => 'chi@example.vn']]],
];
$small = $tthc->readPlan(json_encode([
    'format' => 'tthcplan/1', 'id' => 'xa', 'year' => 2025,
    'source' => ['plan' => 'huyen', 'revision' => 3, 'unit' => 'xa-a'],
    'units' => $units,
    'tasks' => [
        ['label' => '1', 'title' => 'Niêm yết', 'lead' => ['units' => ['xa-a']], 'deadline' => ['text' => 'Quý I/2025']],
        ['label' => '2', 'title' => 'Rà soát', 'lead' => ['units' => ['xa-b']], 'deadline' => ['text' => 'Quý I/2025']],
    ],
    'indicators' => [['id' => 'tre-han', 'title' => 'Hồ sơ trễ hạn', 'kind' => 'ratio', 'series' => 'per-period',
        'baselines' => [['amount' => 20]],
        'targets' => [['reduction' => true, 'comparator' => '>=', 'amount' => 10]]],
        ['id' => 'so-hoa', 'title' => 'Số hóa', 'kind' => 'value', 'series' => 'cumulative', 'measure' => '%',
            'targets' => [['comparator' => 'range', 'amount' => 40, 'high' => 60.5, 'period' => '2025-H1'],
                ['comparator' => '>=', 'amount' => 30.5, 'unit' => 'xa-b']]]],
]));
equal('span', [$small->firstDay()->format('Y-m-d'), $small->lastDay()->format('Y-m-d')], ['2025-01-01', '2025-12-31']);
equal('source', (array) $small->source(), ['planId' => 'huyen', 'revision' => 3, 'unitId' => 'xa-a']);
equal('no source', $plan->source(), null);
equal('contacts', rows($small->contacts('xa-a')), $units[1]['contacts']);
equal('successors', (array) $small->successors('xa-a')[0],
    ['unitId' => 'xa-b', 'kind' => 'merge', 'reference' => 'Nghị quyết 202/2025/QH15']);
equal('superiors', array_map($small->superior(...), array_column($units, 'id')), [null, 'huyen', 'huyen']);
equal('of no unit', [$small->contacts('x'), $small->successors('x'), $small->superior('x')], [[], [], null]);
$table = "Mã nhiệm vụ;Đơn vị;Kỳ;Loại;Trạng thái;Ngày;Ngày hoàn thành;Số văn bản\n"
    . "2;UBND xã B;Quý I/2025;tiến độ;hoàn thành;2/4/2025;31/3/2025;12/BC-UBND\n";
equal('facts of a table', [$small->readFactsCsv($table), $small->readFactsCsv($table)], [1, 0]);
equal('options of tables', $small->readFactsCsv(strtr($table, ';', "\t"), ['separator' => "\t"]), 0);
$e = failure(fn () => $small->readFactsCsv(strtr($table, ['2/4/2025' => '2/4/25'])));
equal('a bad table', [$e->path, $e->documentLine], ['/0/day', 2]);
$about = fn (string $kind, string $task, string $unit): array =>
    ['kind' => $kind, 'task' => $task, 'unit' => $unit, 'period' => '2025-Q1', 'day' => new DateTime('2025-04-03')];
$small->addFact($about('acceptance', '2', 'xa-b'));
$small->addFact($about('explanation', '1', 'xa-a') + ['note' => 'Chờ mẫu']);
$small->addFact(['kind' => 'measurement', 'indicator' => 'tre-han', 'unit' => 'xa-a', 'period' => '2025-Q1',
    'numerator' => 19, 'denominator' => 100, 'day' => '2025-04-03']);
$of = $small->assess('2025-04-10');
$compare($of, document($of->json()));
$get = fn (Tthcplan\Assignment $row): array => [$row->reason, $row->accepted, $row->explained];
equal('reasons', array_map($get, iterator_to_array($of->assignments())),
    [['past-due-silent', false, true], ['done-by-due', true, false]]);
$value = $of->values()->current();
equal('a reduction', [$value->baseline, $value->reduction, $value->verdict, $value->periodsLeft, $value->reachable],
    ['20', '5,00', 'missed', 3, true]);
$one = $small->assess('2025-04-10', ['units' => ['xa-b'], 'states' => ['done-on-time']]);
equal('filtered', array_column(iterator_to_array($one->assignments()), 'taskId'), ['2']);
equal('no such unit', failure(fn () => $small->assess(DAY, ['units' => ['x']]))->getCode(),
    $tthc->ffi->TTHC_E_UNKNOWN_ID);

// Follow-ups.
foreach (
    [
        [$plan, DAY, []],
        [$plan, '2021-12-31', ['reply_by' => new DateTime('2022-01-10')]],
        [$small, '2025-07-21', ['reply_working_days' => 5]],
    ] as [$of, $day, $options]
) {
    $followUp = $of->followUp($of->assess($day), options: $options);
    $wanted = document($followUp->json());
    equal('follow-up of', [$followUp->planId(), $followUp->asOf()->format('Y-m-d'),
        $followUp->replyBy()->format('Y-m-d'), $followUp->heldCount()],
        [$wanted['plan'], $day, $wanted['reply_by'], $wanted['held']]);
    $digests = iterator_to_array($followUp->digests());
    $got = array_map(function (Tthcplan\Digest $digest): array {
        $names = ['levelName' => null, 'unitName' => null, 'stateName' => null, 'isReport' => null,
            'passed' => 'passed_over'];
        $item = fn (Tthcplan\FollowUpItem $item): array =>
            sorted(members($item, $names) + ['kind' => $item->isReport ? 'report' : 'work']);
        $members = ['contacts' => rows($digest->contacts), 'items' => array_map($item, $digest->items),
            'name' => $digest->unitName, 'unit' => $digest->unitId];
        return array_filter($members);
    }, $digests);
    equal('digests', $got, $wanted['digests']);
    equal('items', $followUp->itemCount(), array_sum(array_map(count(...), array_column($digests, 'items'))));
    equal('noticed', count($followUp->findings()), count($wanted['findings'] ?? []));
    equal('letters', array_filter(array_column($digests, 'text'), fn (string $text): bool
        => !str_starts_with($text, 'V/v đôn đốc')), []);
    $log = $followUp->logJson();
    $again = $of->followUp($of->assess($day), $log);
    equal('given again', [$again->itemCount(), $again->digests()->valid(), $again->logJson()], [0, false, $log]);
}
equal('contacts of digests', array_filter(array_column($digests, 'contacts')) !== [], true);
$first = $small->followUp($small->assess('2025-04-05'));
$log = json_decode($first->logJson(), true);
foreach ($log['entries'] as &$entry) {
    $entry = ['acknowledged' => '2025-04-05', 'promised' => '2025-05-10'] + $entry;
}
$held = $small->followUp($small->assess('2025-05-09'), json_encode($log));
equal('held', [$first->itemCount(), $held->itemCount(), $held->heldCount()], [1, 0, 1]);
$later = $small->followUp($small->assess('2025-05-12'), json_encode($log))->digests()->current();
equal('a promise that was not kept', $later->items[0]->promised->format('Y-m-d'), '2025-05-10');
equal('no log', failure(fn () => $small->followUp($small->assess(DAY), '{}'))->getCode(),
    $tthc->ffi->TTHC_E_MISSING);
equal('another plan\'s', failure(fn () => $small->followUp($assessment))->getCode(), $tthc->ffi->TTHC_E_UNKNOWN_ID);

// Rankings.
$assessed = $english->assess('2021-12-31');
$scheme = ['min_due' => 73] + json_decode($tthc->ratingScheme(), true);
foreach ([$english->rank($assessed), $english->rank($assessed, json_encode($scheme))] as $ranking) {
    $wanted = document($ranking->json());
    $inPoints = function (array $row) use (&$inPoints): array {
        foreach (array_intersect_key($row, ['points' => 0, 'attainable' => 0]) as $name => $decimal) {
            $row[$name] = (int) round((float) $decimal * 10000);
        }
        return isset($row['scores']) ? ['scores' => array_map($inPoints, $row['scores'])] + $row : $row;
    };
    $ranked = function (Tthcplan\RankedUnit $row): array {
        $members = members($row, ['blockName' => null, 'blockId' => 'block', 'unitName' => 'name', 'classId' => 'class',
            'reason' => 'not_ranked', 'reasonText' => 'reason']);
        return ['scores' => rows($row->scores, ['text' => null, 'criterionId' => 'criterion'])] + $members;
    };
    equal('ranking of', [$ranking->planId(), $ranking->subject(), $ranking->asOf()->format('Y-m-d')],
        [$wanted['plan'], $wanted['subject'], '2021-12-31']);
    equal('scheme', ['points' => '100'] + members($ranking->scheme()), ['points' => '100'] + $wanted['scheme']);
    equal('criteria', rows($ranking->criteria()), array_map($inPoints, $wanted['criteria']));
    equal('ranked units', array_map(sorted(...), array_map($ranked, iterator_to_array($ranking->rows()))),
        array_map(sorted(...), array_map($inPoints, $wanted['rows'])));
}
equal('not ranked', in_array('too-few-due', array_column(iterator_to_array($ranking->rows()), 'reason'), true), true);
equal('a ranked unit', [$ranking->unit('ubnd-xa-ma-da')?->unitName, $ranking->unit('x')], ['UBND xã Mã Đà', null]);
equal('known at', $plan->rank($plan->assess(DAY, ['known_at' => 1625000000]))->knownAt(), 1625000000);
$scheme['criteria'][] = ['id' => 'sang-kien', 'name' => 'Sáng kiến', 'points' => 10, 'measure' => 'manual'];
$scores = [['unit' => 'ubnd-xa-ma-da', 'criterion' => 'sang-kien', 'points' => 7.5]];
$ranking = $plan->rank($plan->assess('2021-12-31'), json_encode(['min_due' => 0] + $scheme), ['scores' => $scores]);
equal('points given', $ranking->unit('ubnd-xa-ma-da')->scores[4]->points, 75000);
equal('no scheme', failure(fn () => $plan->rank($assessment, '{}'))->getCode(), $tthc->ffi->TTHC_E_MISSING);
$ranking = $tthc->readPlan($document);
$ranking->readFacts(file_get_contents($factsPath));
equal('ranking for people', [0, $ranking->rank($ranking->assess('2021-12-31'))->text()],
    run("$examples/rank_units", '--as-of', '2021-12-31', $planPath, $factsPath));

// Reports.
$english->addFact(['kind' => 'explanation', 'task' => 'A.1', 'unit' => 'ubnd-xa-ma-da', 'period' => 'kstt:2021-Q2',
    'day' => '2021-06-10', 'note' => 'Chờ biểu mẫu', 'reference' => '12/CV']);
$english->addFact(['kind' => 'measurement', 'indicator' => 'ty-le-ho-so-truc-tuyen', 'unit' => 'ubnd-xa-ma-da',
    'period' => '2021-Q2', 'numerator' => 1, 'denominator' => 4, 'day' => '2021-06-11',
    'difficulties' => 'Đường truyền yếu']);
$none = ['expected' => 0, 'late' => 0, 'missing' => 0, 'on_time' => 0, 'received' => 0];
$counted = fn (array $row): array =>
    [$row['to_date'], $row['due_in_period'], $row['done_in_period'], $row['reports'] ?? $none];
$documentLines = function (array $report) use ($counted): Generator {
    yield ['plan', null, $report['plan'], null, $report['subject'], $counted($report['counts'])];
    $arrays = ['section' => 'sections', 'task' => 'tasks', 'unit' => 'units', 'period' => 'reporting_periods'];
    foreach ($arrays as $kind => $name) {
        foreach ($report[$name] as $row) {
            $title = $row['title'] ?? $row['name'] ?? null;
            yield [$kind, null, $row['id'], $row['label'] ?? null, $title, $counted($row)];
        }
    }
    $tasks = array_column($report['tasks'], null, 'id');
    foreach ($report['units'] as $unit) {
        foreach ($unit['tasks'] ?? [] as $row) {
            $task = $tasks[$row['task']];
            yield ['task', $unit['id'], $row['task'], $task['label'], $task['title'], $counted($row)];
        }
    }
};
$line = function (Tthcplan\ReportLine $line): array {
    $cells = array_map(sorted(...), [$line->toDate, $line->dueInPeriod, $line->doneInPeriod]);
    return [$line->kind, $line->unitId, $line->id, $line->label, $line->title, [...$cells, members($line->reports)]];
};
$value = function (Tthcplan\ReportValue $value): array {
    $period = members($value->inPeriod, ['verdictName' => null]);
    $period += $value->periods === [] ? [] : ['periods' => $value->periods];
    $toDate = members($value->toDate, ['verdictName' => null]);
    return sorted(['to_date' => $toDate, 'in_period' => sorted($period)]
        + members($value, ['toDate' => null, 'inPeriod' => null, 'periods' => null]));
};
$inTable = array_flip(['coordinator', 'deadline', 'deliverable', 'id', 'label', 'lead', 'note', 'percent', 'section',
    'state', 'title', 'units_done', 'units_obliged']);
$periods = [
    'kstt:2021-Q2' => ['as_of' => new DateTime(DAY), 'compare' => true, 'per_unit' => true],
    'Quý II/2021' => ['unit' => 'ubnd-xa-ma-da', 'known_at' => 1700000000, 'level' => 'commune'],
    '2021-02-01..2021-05-10' => ['provisional' => true],
];
foreach ($periods as $period => $options) {
    $report = $english->report($period, $options);
    $wanted = document($report->json());
    $header = ['plan' => $report->planId(), 'subject' => $report->subject(), 'authority' => $report->authority(),
        'unit' => $report->unitId(), 'unit_name' => $report->unitName(), 'period' => $report->period(),
        'name' => $report->name(), 'first_day' => $report->firstDay(), 'last_day' => $report->lastDay(),
        'sending_day' => $report->sendingDay(), 'as_of' => $report->asOf(), 'known_at' => $report->knownAt(),
        'provisional' => $report->isProvisional()];
    $dayText = fn (mixed $of): mixed => $of instanceof DateTimeInterface ? $of->format('Y-m-d') : $of;
    equal('header', array_map($dayText, $header), array_replace(array_fill_keys(array_keys($header), null),
        array_intersect_key($wanted, $header)));
    equal('other name', $report->otherName(), $wanted['other_period']['name'] ?? null);
    equal('lines', array_map($line, iterator_to_array($report->lines())),
        iterator_to_array($documentLines($wanted), false));
    equal('table', rows($report->tasks(), ['sectionId' => 'section', 'stateName' => null]),
        array_map(fn (array $task): array => array_intersect_key($task, $inTable), $wanted['tasks']));
    $evidence = [];
    foreach ($wanted['tasks'] as $task) {
        foreach ($task['evidence'] ?? [] as $row) {
            $evidence[] = sorted(['task' => $task['id']] + $row);
        }
    }
    equal('evidence', rows($report->evidence()), $evidence);
    equal('indicators', array_map($value, iterator_to_array($report->values())), $wanted['indicators']);
    foreach (['difficulty' => 'difficulties', 'explanation' => 'explanations'] as $kind => $name) {
        $remarks = array_filter(iterator_to_array($report->remarks()), fn ($row): bool => $row->kind === $kind);
        equal($name, rows(new ArrayIterator($remarks), ['kind' => null]), $wanted[$name]);
    }
    equal('late', rows($report->late()), $wanted['late']);
    equal('changes', rows($report->changes()), $wanted['changes'] ?? []);
}
$kinds = array_column(iterator_to_array($english->report('kstt:2021-Q2')->remarks()), 'kind');
equal('said of it', array_diff(['difficulty', 'explanation'], $kinds), []);
equal('in Vietnamese', str_starts_with($plan->report('kstt:2021-Q2')->name(), 'Quý II năm 2021 (từ 15/03/2021'), true);
equal('no such period', failure(fn () => $plan->report('kstt:2021-Q9'))->getCode(), $tthc->ffi->TTHC_E_PERIOD);
foreach (
    [
        ['--as-of', DAY],
        ['--json'],
        ['--unit', 'ubnd-xa-ma-da', '--period', '2021-H1'],
        ['--as-of', DAY, '--known-at', '1625000000', '--json'],
    ] as $options
) {
    $arguments = [...$options, $planPath, $factsPath];
    equal('quarter_report.php ' . implode(' ', $options), script('quarter_report', ...$arguments),
        run("$examples/quarter_report", ...$arguments));
}
foreach ([['--unit', 'nobody', $planPath, $factsPath], [$planPath, $planPath]] as $wrong) {
    equal('quarter_report.php ' . implode(' ', $wrong), script('quarter_report', ...$wrong),
        run("$examples/quarter_report", ...$wrong));
}

// A unit's own plan: derived, rolled up, merged with what was amended above; then the next year's.
$superior = $tthc->readPlan($document);
$own = $superior->derive('ubnd-xa-ma-da', ['authority' => 'UBND xã Mã Đà']);
equal('derived', [$own->id(), (array) $own->source()], ['vinh-cuu-2021-ubnd-xa-ma-da',
    ['planId' => 'vinh-cuu-2021', 'revision' => 0, 'unitId' => 'ubnd-xa-ma-da']]);
equal('derived for no unit', failure(fn () => $superior->derive('x'))->getCode(), $tthc->ffi->TTHC_E_UNKNOWN_ID);
$own->addProgress('A.1', 'ubnd-xa-ma-da', 'kstt:2021-Q2', 'done', DAY);
equal('rolled up', [$superior->rollUp($own), $superior->rollUp($own), $superior->factCount()], [1, 0, 1]);
equal('rolled up into another', failure(fn () => $own->rollUp($superior))->getCode(), $tthc->ffi->TTHC_E_UNKNOWN_ID);
$sent = json_decode($superior->sendersJson(lastDay: new DateTime(DAY)), true);
$sent = array_filter($sent['units'], fn (array $row): bool => $row['facts'] > 0);
equal('who has reported', array_column($sent, 'unit'), ['ubnd-xa-ma-da']);
equal('who has reported later', json_decode($superior->sendersJson('2021-07-16'))->units_sent, 0);
$amended = json_decode($document, true);
$amended['number'] = '06/KH-UBND';
$amended['tasks'][0]['title'] .= ' (sửa)';
$amended['tasks'][1]['title'] .= ' (sửa)';
$now = $tthc->readPlan(json_encode($amended));
$diff = $superior->diff($now);
equal('plan differences', rows($diff->changes(), ['changeName' => null]), document($diff->json())['differences']);
equal('names of changes', array_column(iterator_to_array($diff->changes()), 'changeName', 'change')['reworded'],
    'sửa câu chữ');
$mine = json_decode($own->json(), true);
$mine['tasks'][0]['title'] = 'Kế hoạch của xã';
unset($mine['tasks'][2]);
$mine = $tthc->readPlan(json_encode(['tasks' => array_values($mine['tasks'])] + $mine));
$merge = $mine->rederive($superior, $now);
$wanted = document($merge->json());
equal('merged', rows($merge->rows(), ['kindName' => null]), $wanted['rows']);
equal('conflicts', [$merge->conflicts(), $wanted['conflicts']], [1, 1]);
equal('kinds of rows', array_column(iterator_to_array($merge->rows()), 'kind'),
    ['conflict', 'changed-above', 'kept-local-deletion']);
$merged = $merge->plan();
unset($merge);
equal('the merged plan', array_slice(array_column(json_decode($merged->json(), true)['tasks'], 'title'), 0, 2),
    ['Kế hoạch của xã', $amended['tasks'][1]['title']]);
$restored = $mine->rederive($superior, $now, ['restore' => ['A.3']])->plan();
equal('restored', [$merged->findTask('A.3'), $restored->findTask('A.3') !== null], [null, true]);
$following = $plan->carryOver($plan->assess('2021-12-31'));
equal('carried over', [$following->id(), $following->year(), $following->source()?->planId],
    ['vinh-cuu-2022', 2022, 'vinh-cuu-2021']);
equal('no later year', failure(fn () => $plan->carryOver($assessment, ['year' => 2021]))->getCode(),
    $tthc->ffi->TTHC_E_VALUE);

// Tallies.
$table = file_get_contents("$examplesData/ho-so-2021.csv");
$base = $tthc->readPlan($document);
$tally = $tthc->tally($base->firstDay(), '2021-06-14');
equal('dossiers', [$tally->readCsv($table, $base), $tally->readCsv($table, $base)], [$tally->dossierCount(), 0]);
$program = fn (string $form): array => run("$examples/dossier_tally", $form, $planPath, "$examplesData/ho-so-2021.csv",
    'kstt:2021-Q2');
equal('tally', [0, $tally->json()], $program('--json'));
$wanted = document($tally->json());
equal('units of the tally', $tally->unitCount(), $wanted['units']);
foreach ($tally->rows() as $row => $got) {
    $left = $got->unitId === null ? [] : ['unitsReported' => null, 'firstDay' => null, 'lastDay' => null];
    equal("row $row", members($got, $left), array_diff_key($wanted['rows'][$row], ['source' => 0]));
}
$options = ['levels' => ['Mức độ 3', 'Mức độ 4']];
$facts = $tally->factsJson($base, ['ty-le-ho-so-truc-tuyen' => 'online-share'], $options);
equal('measurements', [0, $facts], $program('--facts'));
equal('measurements read', $base->readFacts($facts), count(json_decode($facts)->facts));
equal('what the tally noticed', in_array('finished-before-received', array_column($tally->findings(), 'code')), true);
$e = failure(fn () => $tally->readCsv(strtr($table, ['Trực tiếp' => 'Qua fax']), $base));
equal('bad rows', [$e->documentLine, count($e->problems) > 1], [2, true]);
$tally = $tthc->tally('2025-01-01', '2025-06-30', ['regime' => null, 'units' => ['xa-a']]);
equal('dossiers one by one', [
    $tally->addDossier('xa-b', '1', '2025-01-10', '2025-01-20', new DateTime('2025-01-19')),
    $tally->addDossier('xa-b', '2', new DateTime('2025-02-01'), options: ['channel' => 'online']),
    $tally->addDossier('xa-b', '2', '2025-02-01', options: ['channel' => 'online']),
], [0, 1, 1]);
$row = $tally->row('xa-b', '2025-Q1');
equal('figures', [$row->received, $row->receivedOnline, $row->receivedDirect, $row->doneEarly, $row->pendingInTime],
    [2, 1, 1, 1, 1]);
equal('all together', $tally->row(null, '2025-Q2')->carriedOver, 1);
equal('no such row', $tally->row('xa-c', '2025-Q1'), null);
$counts = ['received_online' => 1, 'received_direct' => 2, 'carried_over' => 0, 'done_early' => 1, 'done_on_time' => 1,
    'done_late' => 0, 'pending_in_time' => 1, 'pending_overdue' => 0];
$tally->addCounts('xa-c', '2025-Q1', $counts);
equal('counts', [$tally->row('xa-c', '2025-Q1')->received, $tally->row('xa-c', '2025-Q2')->received], [3, null]);
equal('counts that do not add up', failure(fn () => $tally->addCounts('xa-c', '2025-Q2', ['received' => 7] + $counts))
    ->getCode(), $tthc->ffi->TTHC_E_VALUE);

// Questions over all plans: that of 2021, and a commune's that was derived from it. They find what assessments have.
$both = $tthc->openStore("$folder/two.db");
$two = $tthc->readPlan($document);
$both->save($two);
$both->appendFacts($tthc->readFile($factsPath));
$own = $two->derive('ubnd-xa-ma-da');
$own->addProgress('A.1', 'ubnd-xa-ma-da', 'kstt:2021-Q2', 'in-progress', '2021-05-03', ['percent' => 40]);
$both->save($own);
$spot = fn (object $row): array => [$row->planId, $row->taskId, $row->period, $row->unitId];
$bySpot = function (array $rows) use ($spot): array {
    usort($rows, fn (object $a, object $b): int => $spot($a) <=> $spot($b));
    return $rows;
};
$of = fn (iterable $pages): array =>
    array_merge(...array_map(fn (object $page): array => iterator_to_array($page->rows()), [...$pages]));
$wanted = [];
foreach ($both->listPlans() as $bothd) {
    $assessed = $both->load($bothd->id)->assess(DAY);
    $titles = array_column(iterator_to_array($assessed->rollups()), 'title', 'id');
    foreach ($assessed->assignments() as $row) {
        $shown = get_object_vars($row) + ['planId' => $bothd->id, 'title' => $titles[$row->taskId]];
        unset($shown['workingDaysLate'], $shown['reason'], $shown['accepted'], $shown['explained']);
        $wanted[] = new Tthcplan\QueryRow(...$shown);
    }
}
$wanted = $bySpot($wanted);
$asRows = fn (array $rows): array => inOrder(rows(new ArrayIterator($rows)));
$pages = iterator_to_array($both->query(DAY, ['order' => 'task', 'limit' => 1000]));
$shape = fn (Tthcplan\Query $page): array => [iterator_count($page->rows()), $page->next() === null, $page->leftOut()];
equal('pages', array_map($shape, $pages), [[1000, false, 0], [count($wanted) - 1000, true, 0]]);
equal('rows of pages', $asRows($bySpot($of($pages))), $asRows($wanted));
$late = array_values(array_filter($wanted, fn (Tthcplan\QueryRow $row): bool => $row->state === 'overdue'));
$pages = $both->query(new DateTime(DAY), ['states' => ['overdue'], 'order' => 'unit', 'limit' => 7]);
$byUnit = $of($pages);
$units = array_column($byUnit, 'unitId');
sort($units);
equal('by unit', array_column($byUnit, 'unitId'), $units);
equal('overdue', $asRows($bySpot($byUnit)), $asRows($late));
$page = $both->query(DAY, ['states' => ['overdue'], 'limit' => 20])->current();
$rest = $both->query(DAY, ['states' => ['overdue'], 'after' => $page->next()]);
equal('from behind a page', $asRows($bySpot($of([$page, ...$rest]))), $asRows($late));
$options = ['units' => ['ubnd-xa-ma-da'], 'plans' => ['vinh-cuu-2021'], 'due_to' => new DateTime('2021-06-30')];
$due = array_filter($wanted, fn (Tthcplan\QueryRow $row): bool => $row->planId === 'vinh-cuu-2021'
    && $row->unitId === 'ubnd-xa-ma-da' && $row->effective && $row->effective->format('Y-m-d') <= '2021-06-30');
equal('of a plan and a unit, by days', $asRows($bySpot($of($both->query(DAY, $options)))), $asRows(array_values($due)));
foreach (
    [
        'a day' => ['2021-02-30', [], 'TTHC_E_DAY', '/as_of'],
        'a state' => [DAY, ['states' => ['late']], 'TTHC_E_VALUE', '/states/0'],
        'a page' => [DAY, ['after' => 'x'], 'TTHC_E_VALUE', '/after'],
        'an option' => [DAY, ['x' => 1], 'TTHC_E_UNKNOWN_MEMBER', '/x'],
    ] as $what => [$day, $options, $code, $path]
) {
    $e = failure(fn () => $both->query($day, $options)->current());
    equal("not $what", [$e->getCode(), $e->path], [$tthc->ffi->$code, $path]);
}
$rollups = $both->rollup('unit', DAY);
$counts = array_fill_keys($units = array_unique(array_column($wanted, 'unitId')), []);
foreach ($wanted as $row) {
    $counts[$row->unitId][$row->state] = ($counts[$row->unitId][$row->state] ?? 0) + 1;
}
$got = iterator_to_array($rollups->rows());
equal('counts by unit', array_map(fn ($row): array => sorted(array_filter($row->counts)),
    array_column($got, null, 'id')), sorted(array_map(sorted(...), $counts)));
equal('all of a unit', array_column($got, 'assignments', 'id'), sorted(array_map(array_sum(...), $counts)));
equal('names of units', array_column($got, 'title', 'id'), sorted(array_column($wanted, 'unitName', 'unitId')));
equal('none left out', $rollups->leftOut(), 0);
$counts = iterator_to_array($both->rollup('plan', new DateTime(DAY), ['states' => ['overdue']])->rows());
equal('by plan', array_column($counts, 'assignments', 'id'), array_count_values(array_column($late, 'planId')));
equal('of plans', array_column($counts, 'title'), array_column($both->listPlans(), 'subject'));
$e = failure(fn () => $both->rollup('month', DAY));
equal('by what is not there', [$e->getCode(), $e->path], [$tthc->ffi->TTHC_E_VALUE, '/by']);
$lacking = $tthc->openStore(':memory:');
$lacking->save($tthc->readPlan('{"format": "tthcplan/1", "id": "la", "year": 2021, "regime": "rieng"}'));
equal('a plan that cannot be assessed',
    [$lacking->query(DAY)->current()->leftOut(), $lacking->rollup('unit', DAY)->leftOut(),
        $lacking->values(DAY)->current()->leftOut(), $lacking->followUps(DAY)->current()->leftOut()], [1, 1, 1, 1]);

// Values of indicators and follow-ups over all plans find what those of the plans have; documents are in English.
$flat = fn (object $row): array =>
    ['contacts' => rows($row->contacts ?? [])] + members($row, ['contacts' => null]);
$comparePages = function (\Closure $ask, array $wanted, callable $documentOf) use ($of, $flat): void {
    $rows = array_map($flat, $of($ask()));
    equal('rows of a question', $rows, $wanted);
    $pages = iterator_to_array($ask(['limit' => 7]));
    $sizes = array_map(fn (object $page): int => iterator_count($page->rows()), $pages);
    equal('sizes of pages', $sizes, array_map(count(...), array_chunk($rows, 7)));
    equal('rows of all pages', array_map($flat, $of($pages)), $rows);
    foreach ($pages as $page) {
        $decoded = document($page->json());
        equal('a page', [$page->next(), $page->leftOut()], [$decoded['next'] ?? null, $decoded['left_out']]);
        equal('its document', array_map($documentOf, [...$page->rows()]), $decoded['rows']);
    }
    $behind = $pages[0]->next() === null ? [] : $of($ask(['limit' => 100, 'after' => $pages[0]->next()]));
    equal('rows behind a page', array_map($flat, $behind), array_slice($rows, 7));
};
$refuses = function (\Closure $ask, array ...$cases): void {
    $cases = [['as_of', '2021-02-30', '/as_of'], ['after', 'x', '/after'], ['x', 1, '/x'], ...$cases];
    foreach ($cases as [$option, $value, $path]) {
        [$day, $options] = $option === 'as_of' ? [$value, []] : [DAY, [$option => $value]];
        $e = failure(fn () => $ask($day, $options)->current());
        equal("not this $option", [$e::class, $e->path ?? null], [TthcException::class, $path]);
    }
};
$english = new Library(language: 'en');
$bothInEnglish = $english->openStore("$folder/two.db");
$smallStore = $english->openStore(':memory:');
$smallPlan = $english->readPlan($small->json(facts: true));
$smallPlan->addFact(['kind' => 'measurement', 'indicator' => 'so-hoa', 'unit' => 'xa-b', 'period' => '2025-Q1',
    'amount' => 30.25, 'day' => '2025-04-03']);
$smallStore->save($smallPlan);

$valueMembers = function (Tthcplan\ValueRow $row): array {
    $members = members($row, ['verdictName' => null, 'unitName' => 'name', 'targetComparator' => 'comparator',
        'targetAmount' => 'amount', 'targetHigh' => 'high', 'targetIsReduction' => 'reduction',
        'targetUnitId' => 'target_unit']);
    $amounts = array_intersect_key($members, ['amount' => 0, 'high' => 0]);
    return sorted(array_map(json_decode(...), $amounts) + $members);
};
foreach ([[$both, DAY], [$bothInEnglish, DAY], [$smallStore, '2025-04-10']] as [$asked, $day]) {
    $values = $of($asked->values($day));
    $wanted = [];
    foreach ($asked->listPlans() as $stored) {
        $assessed = $asked->load($stored->id);
        foreach ($assessed->assess($day)->values() as $value) {
            $unitName = $assessed->units()[$value->unitId] ?? null;
            $wanted[] = ['planId' => $stored->id, 'unitName' => $unitName] + get_object_vars($value);
        }
    }
    $shared = array_filter(array_keys(get_object_vars($values[0])), fn (string $name): bool =>
        !preg_match('/^target./', $name));
    $pick = fn (array $members): array => array_map(fn (string $name): mixed => $members[$name], $shared);
    equal('values of assessments', array_map($pick, array_map(get_object_vars(...), $values)),
        array_map($pick, $wanted));
    if ($asked !== $both) {
        $comparePages(fn (array $options = []): \Generator => $asked->values($day, $options),
            array_map($flat, $values), $valueMembers);
    }
}
$values = $of($both->values(new DateTime(DAY)));
$every = [...$values, ...$of($smallStore->values('2025-04-10'))];
$lacked = array_filter(array_keys(get_object_vars($every[0])), fn (string $name): bool =>
    array_filter(array_column($every, $name)) === []);
equal('what no value has', $lacked, []);
$verdicts = array_flip($tthc->words('verdict'));
$sorted = $values;
usort($sorted, fn (object $a, object $b): int => $verdicts[$a->verdict] <=> $verdicts[$b->verdict]); // keeps the rest
equal('by result', array_map($flat, $of($both->values(DAY, ['order' => 'result', 'limit' => 5]))),
    array_map($flat, $sorted));
$ofUnit = array_filter($values, fn (Tthcplan\ValueRow $row): bool => $row->unitId === 'ubnd-xa-ma-da');
equal('of a unit', array_map($flat, $of($both->values(DAY, ['units' => ['ubnd-xa-ma-da']]))),
    array_map($flat, array_values($ofUnit)));
equal('some of a unit', count($ofUnit) > 0 && count($ofUnit) < count($values), true);
$refuses($both->values(...), ['results', ['good'], '/results/0'], ['order', 'due', '/order']);

$followUpMembers = function (Tthcplan\FollowUpListRow $row): array {
    $members = members($row, ['levelName' => null, 'stateName' => null, 'isReport' => null, 'contacts' => null,
        'recipientId' => 'recipient']);
    $contacts = array_filter(['contacts' => rows($row->contacts)]);
    return sorted($members + $contacts + ['kind' => $row->isReport ? 'report' : 'work']);
};
foreach ([[$both, DAY], [$smallStore, '2025-04-10'], [$smallStore, '2025-07-21']] as [$asked, $day]) {
    $wanted = [];
    foreach ($asked->listPlans() as $stored) {
        $assessment = ($asking = $asked->load($stored->id))->assess($day);
        $places = array_flip(array_column(iterator_to_array($assessment->rollups()), 'id'));
        foreach ($asking->followUp($assessment)->digests() as $digest) {
            foreach ($digest->items as $item) {
                $shown = get_object_vars($item);
                unset($shown['passed'], $shown['promised']);
                $wanted[] = [[$digest->unitId, $stored->id, $places[$item->taskId]], new Tthcplan\FollowUpListRow(
                    ...$shown,
                    recipientId: $digest->unitId,
                    recipientName: $digest->unitName,
                    contacts: $digest->contacts,
                    planId: $stored->id,
                )];
            }
        }
    }
    usort($wanted, fn (array $a, array $b): int => $a[0] <=> $b[0]);
    $wanted = array_column($wanted, 1);
    $comparePages(fn (array $options = []): \Generator => $asked->followUps($day, $options),
        array_map($flat, $wanted), $followUpMembers);
}
equal('contacts of recipients', array_filter(array_column($wanted, 'contacts')) !== [], true);
equal('to the superior', array_diff(['superior', 'copy'], array_column($wanted, 'role')), []);
$rows = $of($both->followUps(DAY));
equal('more than a page', count($rows) > 100, true);
$days = ['recipients' => [$rows[0]->recipientId], 'due_to' => new DateTime('2021-06-20')];
$to = array_filter($rows, fn (Tthcplan\FollowUpListRow $row): bool => $row->recipientId === $rows[0]->recipientId
    && $row->effective->format('Y-m-d') <= '2021-06-20');
equal('to a unit, by days', array_map($flat, $of($both->followUps(new DateTime(DAY), $days))),
    array_map($flat, array_values($to)));
equal('some to a unit', count($to) > 0 && count($to) < count($rows), true);
$own = $of($both->followUps(DAY, ['follow_up_levels' => [['id' => 'mot', 'name' => 'Một', 'from' => 1]]]));
equal('levels of one\'s own', array_unique(array_column($own, 'levelName', 'level')), ['mot' => 'Một']);
$refuses($both->followUps(...), ['recipients', [], '/recipients'], ['states', ['late'], '/states/0']);

// Searches.
foreach (['ma da' => ['Mã', 'Đà'], 'MÃ ĐÀ' => ['Mã', 'Đà'], 'xa mã đà' => ['xã', 'Mã', 'Đà']] as $words => $matches) {
    $found = array_map(fn (Tthcplan\SearchRow $row): array => [$row->planId, $row->id,
        array_map(fn (array $match): string => substr($row->text, ...array_values($match)), $row->matches)],
        $of($both->search($words, ['kind' => 'unit'])));
    equal("units by $words", $found, [['vinh-cuu-2021', 'ubnd-xa-ma-da', $matches],
        ['vinh-cuu-2021-ubnd-xa-ma-da', 'ubnd-xa-ma-da', $matches]]);
}
equal('another spelling', $of($both->search('mạ đà')), []);
foreach (['xã', 'thu tuc'] as $words) {
    $pages = iterator_to_array($both->search($words, ['limit' => 7]));
    $inJson = array_map(fn (Tthcplan\Search $page): array => document($page->json())['rows'], $pages);
    equal("documents of $words", $asRows($of($pages)), array_merge(...$inJson));
}
equal('pages of a search', $asRows($of($both->search('thu tuc'))), array_merge(...$inJson));
equal('behind a page', $asRows($of($both->search('thu tuc', ['after' => $pages[0]->next()]))),
    array_merge(...array_slice($inJson, 1)));
equal('some pages', [count($pages) > 2, end($pages)->next()], [true, null]);
equal('no word', failure(fn () => $both->search('…')->current())->getCode(), $tthc->ffi->TTHC_E_VALUE);
equal('a NUL in words', failure(fn () => $both->search("x\0"))::class, ValueError::class);
equal('another kind', failure(fn () => $both->search('x', ['kind' => 'plan'])->current())->path, '/kind');

// Backups, checks, compacting.
$backup = $both->startBackup("$folder/backup.db", ['restarts' => 3]);
equal('some of a backup', [$backup->permille(), $backup->step(5)], [0, true]);
equal('how much', $backup->permille() > 0 && $backup->permille() < 1000, true);
equal('compacting meanwhile', failure(fn () => $both->compact())->getCode(), $tthc->ffi->TTHC_E_BUSY);
equal('the rest', [$backup->step(), $backup->permille()], [false, 1000]);
unset($backup);
$copy = $tthc->openStore("$folder/backup.db", ['create' => false]);
$copy->compact();
equal('the copy', [$copy->head(), $copy->verify(), $copy->check(), $copy->check(['quick' => true])],
    [$both->head(), [], [], []]);
$copy->close();
equal('a file that is there', failure(fn () => $both->startBackup("$folder/backup.db"))->getCode(),
    $tthc->ffi->TTHC_E_IO);
equal('restarts', failure(fn () => $both->startBackup("$folder/no.db", ['restarts' => -1]))->path, '/restarts');
$backup = $both->startBackup("$folder/called-off.db");
$backup->step(1);
unset($backup);
equal('called off', file_exists("$folder/called-off.db"), false);
$damaged = strtr(file_get_contents("$folder/backup.db"), ['UBND xã Mã Đà' => 'UBND xã Mã Đì']);
file_put_contents("$folder/backup.db", $damaged);
$damaged = $tthc->openStore("$folder/backup.db");
equal('what a check finds', in_array('store-digest', array_column($damaged->check(), 'code'), true), true);
equal('what verifying finds', in_array('revision-differs', array_column($damaged->verify(), 'code'), true), true);
$damaged->close();
equal('an option of checks', failure(fn () => $both->check(['fast' => true]))->getCode(),
    $tthc->ffi->TTHC_E_UNKNOWN_MEMBER);
equal('a journal', failure(fn () => $tthc->openStore("$folder/backup.db", ['journal' => 'off']))->path, '/journal');

// Many documents at once.
$single = $tthc->openStore(':memory:');
$many = $tthc->openStore(':memory:');
$single->save($tthc->readPlan(file_get_contents($planPath)));
$single->appendFacts(file_get_contents($factsPath));
$bulk = $many->startBulk(file_get_contents($planPath) . file_get_contents($factsPath));
equal('one document', [$bulk->step(1), $bulk->documents()], [true, 1]);
equal('how much', $bulk->permille() > 0 && $bulk->permille() < 1000, true);
equal('the rest', [$bulk->step(), $bulk->permille(), $bulk->documents()], [false, 1000, 2]);
equal('as by single calls', $many->head(), $single->head());
$bulk = $many->startBulk("{\"format\": \"tthcplan/1\", \"id\": \"x\", \"year\": 2021}\n {}");
$error = failure(fn () => $bulk->step());
equal('a bad document', [$error->getCode(), $error->documentLine, $bulk->documents()], [$tthc->ffi->TTHC_E_MISSING, 2, 0]);
unset($bulk, $single, $many);

// late_everywhere.php, against the same.
$lines = [];
foreach ($byUnit as $row) {
    $lines[$row->unitId] ??= "$row->unitName:\n";
    $lines[$row->unitId] .= sprintf("  %s %s, kỳ %s, hạn %s, quá hạn %d ngày: %s\n", $row->planId, $row->taskId,
        $row->period, $row->effective->format('d/m/Y'), $row->daysLate, $row->title);
}
$last = sprintf("%d phần việc quá hạn của %d đơn vị trong 2 kế hoạch\n", count($late), count($lines));
equal('late_everywhere.php', script('late_everywhere', '--as-of', DAY, "$folder/two.db"),
    [0, implode('', $lines) . $last]);
equal('late_everywhere.php of a bad day', script('late_everywhere', '--as-of', '15/07/2021', "$folder/two.db")[0], 1);
equal('late_everywhere.php of no store', script('late_everywhere', "$folder/none.db"),
    [1, "$folder/none.db: " . failure(fn () => $tthc->openStore("$folder/none.db", ['read_only' => true]))->getMessage()
        . "\n"]);

// The trail.
$trailed = $tthc->openStore(':memory:');
equal('no row', [iterator_to_array($trailed->trail()), $trailed->head()], [[], '0:' . str_repeat('0', 64)]);
$trailed->actAs(['actor' => 'Nguyễn Văn An', 'at' => 1770000000]);
$trailed->save($tthc->readPlan($document));
$trailed->appendFacts($tthc->readFile($factsPath));
$early = $trailed->head();
$trailed->actAs(['reason' => 'năm mới']);
$trailed->save($small);
$trailed->actAs();
$json = json_encode($amended);
$e = failure(fn () => $trailed->save($tthc->readPlan($json)));
equal('made from no revision', [$e->getCode(), $e->path],
    [$tthc->ffi->TTHC_E_CONFLICT, '/plans/vinh-cuu-2021/revisions/1']);
$later = $tthc->readPlan($json, ['revision' => 1]);
equal('another revision', $trailed->save($later), 2);
equal('without a reason', failure(fn () => $trailed->remove('vinh-cuu-2021', 2))->getCode(),
    $tthc->ffi->TTHC_E_MISSING);
$e = failure(fn () => $trailed->remove('vinh-cuu-2021', 1, 'nhập nhầm'));
equal('not the latest', [$e->getCode(), $e->path],
    [$tthc->ffi->TTHC_E_CONFLICT, '/plans/vinh-cuu-2021/revisions/2']);
equal('a NUL in a reason', failure(fn () => $trailed->remove('vinh-cuu-2021', 2, "x\0"))::class, ValueError::class);
$trailed->remove('vinh-cuu-2021', 2, 'nhập nhầm');
equal('plans that are left', array_column($trailed->listPlans(), 'id'), ['xa']);
$trailed->save($later);
$rows = $of($trailed->trail());
equal('trail', array_map(fn (Tthcplan\TrailRow $row): array => [$row->seq, $row->at, $row->actor, $row->action,
    $row->planId, $row->revision, $row->firstFact, $row->lastFact, $row->reason], $rows), [
    [1, 1770000000, 'Nguyễn Văn An', 'saved', 'vinh-cuu-2021', 1, null, null, null],
    [2, 1770000000, 'Nguyễn Văn An', 'appended', 'vinh-cuu-2021', 1, 1, $factCount, null],
    [3, null, null, 'saved', 'xa', 1, null, null, 'năm mới'],
    [4, null, null, 'appended', 'xa', 1, 1, 4, 'năm mới'],
    [5, null, null, 'saved', 'vinh-cuu-2021', 2, null, null, null],
    [6, null, null, 'removed', 'vinh-cuu-2021', 2, null, null, 'nhập nhầm'],
    [7, null, null, 'restored', 'vinh-cuu-2021', 2, null, null, null],
]);
foreach ([...$trailed->trail(), $trailed->revisions('vinh-cuu-2021')] as $page) {
    $inJson = array_map(fn (array $row): array => array_diff_key($row, ['previous' => 0, 'facts_extra' => 0]),
        document($page->json())['rows']);
    equal('rows of the trail', rows($page->rows()), $inJson);
}
$seqs = fn (iterable $pages): array =>
    array_map(fn (Tthcplan\Trail $page): array => array_column([...$page->rows()], 'seq'), [...$pages]);
equal('pages of the trail', $seqs($trailed->trail(['limit' => 2, 'after' => 1])), [[2, 3], [4, 5], [6, 7]]);
equal('of a plan', $seqs($trailed->trail(['plan' => 'xa'])), [[3, 4]]);
equal('revisions', $seqs([$trailed->revisions('vinh-cuu-2021')]), [[1, 5]]);
equal('revisions of no plan', failure(fn () => $trailed->revisions('x'))->getCode(), $tthc->ffi->TTHC_E_NOT_FOUND);
equal('no limit', failure(fn () => $trailed->trail(['limit' => 0])->current())->path, '/limit');
equal('an option of acting', failure(fn () => $trailed->actAs(['who' => 'x']))->getCode(),
    $tthc->ffi->TTHC_E_UNKNOWN_MEMBER);
$head = $trailed->head();
equal('head', $head, "7:{$rows[6]->hash}");
equal('verified', [$trailed->verify(), $trailed->verify($early), $trailed->verify($head)], [[], [], []]);
$finding = $trailed->verify('7:' . str_repeat('0', 64))[0];
equal('another head', [$finding['code'], $finding['path']], ['trail-not-as-kept', '/trail/7']);
equal('no head', failure(fn () => $trailed->verify('x'))->getCode(), $tthc->ffi->TTHC_E_VALUE);

// A store as lines.
$texts = iterator_to_array($trailed->exportLines(rows: 4));
equal('texts', [count($texts), implode('', $texts)], [2, implode('', iterator_to_array($trailed->exportLines()))]);
$copy = $tthc->openStore("$folder/copy.db");
equal('rows imported', array_map($copy->importLines(...), $texts), [4, 3]);
equal('head of the copy', [$copy->head(), iterator_to_array($copy->exportLines(7))], [$head, []]);
$e = failure(fn () => $copy->importLines($texts[1]));
equal('a text again', [$e::class, $e->documentLine], [TthcException::class, 1]);
$exported = $copy->exportLines(0, 5);
$all = $exported->current();
$copy->save($bare = $tthc->readPlan('{"format": "tthcplan/1", "id": "x", "year": 2021}'));
for ($exported->next(); $exported->valid(); $exported->next()) {
    $all .= $exported->current();
}
equal('what is written meanwhile is for the next time', $all, implode('', $texts));
[$more] = iterator_to_array($copy->exportLines(7));
equal('the next time', json_decode(strstr($more, "\n", true))->plan, 'x');
equal('no rows', failure(fn () => $copy->exportLines(rows: 0)->current())->getCode(), $tthc->ffi->TTHC_E_ARGUMENT);
$other = $tthc->openStore(':memory:');
$bad = preg_replace('/A\.1/', 'A.01', implode('', $texts), 1);
equal('a bad line', failure(fn () => $other->importLines($bad))->documentLine > 1, true);
equal('nothing of it', $other->head(), '0:' . str_repeat('0', 64));

// In a forked child every call fails; the parent goes on.
if (function_exists('pcntl_fork')) {
    $code = <<<'PHP'
        require $argv[1];
        $tthc = new Tthcplan\Library();
        $store = $tthc->openStore($argv[2]);
        $pages = $store->query('2021-07-15', ['limit' => 1]);
        $pages->current();
        $backup = $store->startBackup("$argv[2].1");
        $backup->step(1);
        $calls = [fn () => $pages->next(), fn () => $store->query('2021-07-15')->current(),
            fn () => $store->rollup('unit', '2021-07-15'), fn () => $store->actAs(), $store->head(...),
            $store->verify(...), fn () => $store->trail()->current(), fn () => $store->revisions('x'),
            fn () => $store->remove('x', 1, 'x'), fn () => $store->exportLines()->current(),
            fn () => $store->importLines('{}'), $store->listPlans(...), fn () => $store->search('xã')->current(),
            fn () => $store->values('2021-07-15')->current(), fn () => $store->followUps('2021-07-15')->current(),
            $store->check(...), $store->compact(...), $backup->step(...), fn () => $store->startBackup("$argv[2].2"),
            fn () => $store->startBulk('{}')];
        $child = pcntl_fork();
        if ($child !== 0) {
            pcntl_waitpid($child, $status);
            echo $status, count($store->verify()), (int) $backup->step();
            exit;
        }
        foreach ($calls as $call) {
            try {
                $call();
                exit(1);
            } catch (Tthcplan\TthcException $e) {
                $e->getCode() === $tthc->ffi->TTHC_E_FORKED || exit(2);
            }
        }
        PHP;
    equal('a store from before a fork', run(PHP_BINARY, '-d', 'ffi.enable=1', '-r', $code, '--',
        __DIR__ . '/../../examples/php/Tthcplan.php', "$folder/two.db"), [0, '000']);
}

equal('save_plan.php', script('save_plan', "$folder/s.db", $planPath, $factsPath),
    run("$examples/save_plan", "$folder/t.db", $planPath, $factsPath));
file_put_contents("$folder/bad.json", "{\n  \"format\": \"tthcplan/1\",\n  \"id\": \"x\", \"yaer\": 2021}\n");
foreach (
    [
        ['--as-of', DAY, "$folder/php.db"],
        ['--as-of', DAY, '--json', "$folder/php.db"],
        ['--as-of', DAY, '--unit', 'ubnd-xa-ma-da', "$folder/s.db"],
        ['--as-of', DAY, $planPath],
        [$planPath],
        ['--as-of', '15/07/2021', $planPath],
        ['--unit', 'nobody', $planPath],
        ["$folder/bad.json"],
        ["$folder/none.json"],
        ["$folder/none.db"],
    ] as $arguments
) {
    $c = run("$examples/plan_status", ...$arguments);
    equal('plan_status.php ' . implode(' ', $arguments), script('plan_status', ...$arguments), $c);
}
equal('save_plan.php of a bad plan', script('save_plan', "$folder/s.db", "$folder/bad.json"),
    run("$examples/save_plan", "$folder/s.db", "$folder/bad.json"));
foreach (
    [
        ['--as-of', DAY, $planPath, $factsPath],
        ['--as-of', DAY, $planPath, $factsPath],
        ['--as-of', '2021-07-21', $planPath],
        ['--as-of', DAY, $planPath, "$folder/bad.json"],
        ['--as-of', 'x', $planPath],
    ] as $arguments
) {
    $c = run("$examples/follow_up", '--log', "$folder/c-log.json", ...$arguments);
    $php = script('follow_up', '--log', "$folder/log.json", ...$arguments);
    equal('follow_up.php ' . implode(' ', $arguments), $php, $c);
    equal('log', file_get_contents("$folder/log.json"), file_get_contents("$folder/c-log.json"));
}
equal('follow_up.php of a wrong log', script('follow_up', '--log', $planPath, $planPath),
    run("$examples/follow_up", '--log', $planPath, $planPath));
equal('follow_up.php without a log', script('follow_up', '--as-of', DAY, $planPath, $factsPath),
    run("$examples/follow_up", '--as-of', DAY, $planPath, $factsPath));
equal('usage', [script('plan_status')[0], script('follow_up')[0], script('save_plan', 'x')[0]], [2, 2, 2]);

// Errors.
$e = failure(fn () => $tthc->readPlan(file_get_contents("$folder/bad.json")));
equal('class', $e::class, TthcException::class);
equal('code', $e->getCode(), $tthc->ffi->TTHC_E_UNKNOWN_MEMBER);
equal('place', [$e->path, $e->documentLine, $e->documentColumn], ['/yaer', 3, 22]);
equal('message', $e->getMessage(), 'Thành phần không có trong định dạng: “yaer”');
equal('first problem', array_intersect_key($e->problems[0], ['code' => 0, 'path' => 0, 'line' => 0]),
    ['code' => $e->getCode(), 'path' => '/yaer', 'line' => 3]);
$two = '{"format": "tthcplan-facts/1", "plan": "vinh-cuu-2021", "facts": [{"kind": "fest"}, {"kind": "rest"}]}';
equal('every bad row', count(failure(fn () => $plan->readFacts($two))->problems) >= 2, true);
equal('no fact of bad ones', $plan->factCount(), $factCount + 1);
equal('a NUL in a document', failure(fn () => $tthc->readPlan("{}\0"))::class, TthcException::class);
equal('a NUL in an id', failure(fn () => $plan->findTask("A.1\0"))::class, ValueError::class);
$e = failure(fn () => $plan->addProgress('A.1', 'nobody', 'plan', 'done', DAY));
equal('unknown unit', $e->getCode(), $tthc->ffi->TTHC_E_UNKNOWN_ID);
$e = failure(fn () => $plan->addProgress('A.1', 'ubnd-xa-ma-da', 'kstt:2021-Q3', 'finished', DAY));
equal('unknown state', $e instanceof TthcException, true);
equal('not a day', failure(fn () => $plan->assess('2021-02-30'))->getCode(), $tthc->ffi->TTHC_E_DAY);
$e = failure(fn () => $plan->assess(DAY, ['warning_day' => 7]));
equal('unknown option', $e->getCode(), $tthc->ffi->TTHC_E_UNKNOWN_MEMBER);
equal('a closed store', failure(fn () => $store->listPlans())->getCode(), $tthc->ffi->TTHC_E_HANDLE);
equal('cloning', failure(fn () => clone $plan) instanceof Error, true);
equal('English', failure(fn () => $english->day('x'))->getMessage() !== failure(fn () => $tthc->day('x'))->getMessage(),
    true);

// Absent text is null.
$bare = $tthc->readPlan('{"format": "tthcplan/1", "id": "x", "year": 2021}');
equal('absent texts', [$bare->subject(), $bare->documentNumber(), $bare->assess(DAY)->subject()], [null, null, null]);
$rollup = $bare->assess(DAY)->rollups()->current();
equal('nothing tracked', [$rollup->state, $rollup->stateName, $rollup->percent], [null, null, null]);

// Freed in an odd order: children outlive what they were made from.
$other = new Library();
$store = $other->openStore("$folder/php.db");
$plan = $store->load('vinh-cuu-2021');
$assessment = $plan->assess(DAY);
$rows = $assessment->assignments();
$first = $rows->current()->taskId;
unset($other, $store, $plan, $assessment);
equal('rows after all', $first, 'A.1');
equal('rows after all, counted', iterator_count($rows), count($decoded->assignments));
$both = $tthc->openStore("$folder/two.db");
$pages = $both->query(DAY, ['limit' => 3]);
$page = $pages->current();
$both->close();
equal('a page after its store', iterator_count($page->rows()), 3);
equal('no further page', failure(fn () => $pages->next())->getCode(), $tthc->ffi->TTHC_E_HANDLE);

echo "$passed passed, $failed failed\n";
exit($failed === 0 ? 0 : 1);
