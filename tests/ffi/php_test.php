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

/** @return array{int, string} exit status and all output of a program */
function run(string ...$command): array
{
    $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['redirect', 1]], $pipes);
    $output = stream_get_contents($pipes[1]);
    return [proc_close($process), $output];
}

function script(string $name, string ...$arguments): array
{
    return run(PHP_BINARY, '-d', 'ffi.enable=1', __DIR__ . "/../../examples/php/$name.php", ...$arguments);
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
equal('roll-ups', iterator_count($assessment->rollups()), count($decoded->rollups));
equal('assignments', iterator_count($assessment->assignments()), count($decoded->assignments));
equal('values', iterator_count($assessment->values()), count($decoded->values));
$states = array_column(iterator_to_array($assessment->assignments()), 'state');
equal('states', $states, array_column($decoded->assignments, 'state'));
$rollup = $assessment->rollups()->current();
equal('counts', array_filter($rollup->counts), (array) $decoded->rollups[0]->counts);

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
equal('usage', script('plan_status')[0], 2);

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
$english = new Library(language: 'en');
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

echo "$passed passed, $failed failed\n";
exit($failed === 0 ? 0 : 1);
