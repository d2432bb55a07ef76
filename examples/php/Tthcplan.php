<?php
/*
 * libtthcplan for PHP 8.2: plans to control administrative procedures, and the state of every task as of any day.
 *
 *   $tthc = new Tthcplan\Library();
 *   $plan = $tthc->readPlan(file_get_contents('plan.json'));
 *   foreach ($plan->assess('2021-07-15')->assignments() as $row) { echo $row->taskId, ' ', $row->stateName, "\n"; }
 *
 * The library is the file that the constructor names, else the environment variable TTHC_LIBRARY, else
 * libtthcplan.so.0. Its declarations come out of the library itself, so wrapper and library cannot disagree.
 *
 * On the command line FFI is allowed. Under php-fpm, where ffi.enable is "preload", an ordinary script may call an FFI
 * object but not make one; classes that were preloaded may. So preload this file, in php.ini:
 *
 *   opcache.preload=/path/to/Tthcplan.php
 *   opcache.preload_user=www-data
 *
 * and do not require it in the scripts. Nothing in it uses FFI::new(), FFI::addr(), FFI::cast() or FFI::string().
 *
 * Documents go in and come out as UTF-8 JSON text, days as DateTimeInterface or "2021-07-15", states and kinds as the
 * words of the JSON formats ("done-on-time"). What is absent is null.
 */
declare(strict_types=1);

namespace Tthcplan;

use DateTimeImmutable;
use DateTimeInterface;
use FFI;
use FFI\CData;

/** A call that failed. getMessage() is a sentence for people, getCode() an `enum tthc_status`. */
final class TthcException extends \RuntimeException
{
    /**
     * @param string|null $path where in the document: a JSON Pointer, '' for the whole, null when no document is meant
     * @param int $documentLine from 1; 0 when unknown (getLine() is PHP's own)
     * @param int $documentColumn in code points, from 1; 0 when unknown
     * @param list<array<string, mixed>> $problems all problems: code, name, path, line, column, message, expected
     */
    public function __construct(
        string $message,
        int $code,
        public readonly ?string $path,
        public readonly int $documentLine,
        public readonly int $documentColumn,
        public readonly array $problems,
    ) {
        parent::__construct($message, $code);
    }
}

/** The loaded library: makes everything else. */
final class Library
{
    private const MAJOR = 0;
    private const NO_DAY = -2147483647;
    private const NO_NUMBER = -2147483647;

    /** @internal */
    public readonly FFI $ffi;

    /** @internal made once, filled by a call that fails */
    public ?CData $error;

    /** @param string $language of names and messages: "vi" or "en" */
    public function __construct(?string $path = null, public readonly string $language = 'vi')
    {
        $path ??= getenv('TTHC_LIBRARY') ?: 'libtthcplan.so.0';
        $this->ffi = FFI::cdef(FFI::cdef('const char *tthc_ffi_cdef(void);', $path)->tthc_ffi_cdef(), $path);
        if (intdiv($this->ffi->tthc_version_number(), 1_000_000) !== self::MAJOR) {
            throw new \RuntimeException('libtthcplan ' . $this->version() . ' is of another major version');
        }
        $this->error = $this->ffi->tthc_error_new();
    }

    public function __destruct()
    {
        if (isset($this->error)) {
            $this->ffi->tthc_error_free($this->error);
            $this->error = null;
        }
    }

    private function __clone()
    {
    }

    public function version(): string
    {
        return $this->ffi->tthc_version();
    }

    /** Reads a plan document, with its facts if it embeds them. */
    public function readPlan(string $json): Plan
    {
        return new Plan($this, $this->made($this->ffi->tthc_plan_read($json, strlen($json), null, $this->error)));
    }

    /**
     * Reads a plan from the document itself: text, Markdown or .docx. The units of $known are preferred.
     * @param array{id?: string, year?: int, encoding?: string} $options
     */
    public function readDocument(string $document, ?Plan $known = null, array $options = []): Plan
    {
        $options = self::options($options);
        $made = $known === null
            ? $this->ffi->tthc_plan_read_document($document, strlen($document), null, $options, $this->error)
            : $known->readBeside($document, $options);
        return new Plan($this, $this->made($made));
    }

    /** The whole text of a file, at most 64 MiB. */
    public function readFile(string $path): string
    {
        return $this->text($this->ffi->tthc_text_from_file(self::name($path), $this->error));
    }

    /** @param array{create?: bool, read_only?: bool, busy_ms?: int} $options */
    public function openStore(string $path, array $options = []): Store
    {
        $store = $this->ffi->tthc_store_open(self::name($path), self::options($options), $this->error);
        return new Store($this, $this->made($store));
    }

    /** A day as the library counts them, from 1970-01-01. */
    public function day(DateTimeInterface|string $day): int
    {
        $number = $this->ffi->tthc_day_from_text(self::name(self::dayText($day)), $this->error);
        return $number === self::NO_DAY ? throw $this->failure() : $number;
    }

    /** @internal @return array<int, string> the words of a kind, by number: "state" gives 1 => "cancelled", … */
    public function words(string $kind): array
    {
        $words = [];
        for ($number = 1; ($word = $this->ffi->{"tthc_{$kind}_word"}($number)) !== null; $number++) {
            $words[$number] = $word;
        }
        return $words;
    }

    /** @internal */
    public static function dayText(DateTimeInterface|string $day): string
    {
        return $day instanceof DateTimeInterface ? $day->format('Y-m-d') : $day;
    }

    /** @internal */
    public static function date(int $day): ?DateTimeImmutable
    {
        return $day === self::NO_DAY ? null : new DateTimeImmutable('@' . $day * 86400);
    }

    /** @internal */
    public static function given(int $number): ?int
    {
        return $number === self::NO_NUMBER ? null : $number;
    }

    /** @internal ids and paths end at a NUL in C, so none may be inside */
    public static function name(string $text): string
    {
        return str_contains($text, "\0") ? throw new \ValueError('A NUL byte in a name, an id or a path') : $text;
    }

    /** @internal */
    public static function options(array $options): ?string
    {
        return $options === [] ? null : self::json($options);
    }

    /** @internal */
    public static function json(array $object): string
    {
        return json_encode($object, JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
    }

    /** @internal what a maker gave */
    public function made(?CData $handle): CData
    {
        return $handle ?? throw $this->failure();
    }

    /** @internal what a status function gave */
    public function checked(int $status): int
    {
        return $status < 0 ? throw $this->failure() : $status;
    }

    /** @internal what is in an owned text */
    public function text(?CData $text): string
    {
        $data = $this->ffi->tthc_text_data($this->made($text));
        $this->ffi->tthc_text_free($text);
        return $data;
    }

    private function failure(): TthcException
    {
        return new TthcException(
            $this->ffi->tthc_error_message($this->error, $this->language) ?? '',
            $this->ffi->tthc_error_code($this->error),
            $this->ffi->tthc_error_path($this->error),
            $this->ffi->tthc_error_line($this->error),
            $this->ffi->tthc_error_column($this->error),
            json_decode($this->ffi->tthc_error_problems_json($this->error, $this->language) ?? '[]', true),
        );
    }
}

/** An object of the library, freed with the PHP object. It keeps the library loaded. */
trait Handle
{
    /** @internal */
    public function __construct(private readonly Library $library, private readonly CData $handle)
    {
    }

    public function __destruct()
    {
        $this->library->ffi->{self::FREE}($this->handle);
    }

    private function __clone()
    {
    }
}

/** A plan in memory: an issued document and the facts recorded since. */
final class Plan
{
    use Handle;

    private const FREE = 'tthc_plan_free';

    public function id(): string
    {
        return $this->library->ffi->tthc_plan_id($this->handle);
    }

    public function year(): int
    {
        return $this->library->ffi->tthc_plan_year($this->handle);
    }

    public function subject(): ?string
    {
        return $this->library->ffi->tthc_plan_subject($this->handle);
    }

    /** The number and symbol of the document, "05/KH-UBND". */
    public function documentNumber(): ?string
    {
        return $this->library->ffi->tthc_plan_number($this->handle);
    }

    /** The revision that it was loaded or saved as; 0 when never stored. */
    public function revision(): int
    {
        return $this->library->ffi->tthc_plan_revision($this->handle);
    }

    public function factCount(): int
    {
        return $this->library->ffi->tthc_plan_fact_count($this->handle);
    }

    /** The plan as a document. */
    /**
     * What was noticed in the plan, and in the document that it was read from: warnings first.
     * @return list<array{severity: string, code: string, message: string, path?: string, place?: string, line?: int}>
     */
    public function findings(): array
    {
        $ffi = $this->library->ffi;
        $findings = $this->library->made($ffi->tthc_plan_findings($this->handle, $this->library->error));
        try {
            $json = $ffi->tthc_findings_json($findings, $this->library->language, $this->library->error);
            return json_decode($this->library->text($json), true, flags: JSON_THROW_ON_ERROR);
        } finally {
            $ffi->tthc_findings_free($findings);
        }
    }

    /** @internal a document read with this plan's units known */
    public function readBeside(string $document, ?string $options): ?CData
    {
        return $this->library->ffi->tthc_plan_read_document(
            $document,
            strlen($document),
            $this->handle,
            $options,
            $this->library->error,
        );
    }

    public function json(bool $facts = false): string
    {
        $options = $facts ? ['facts' => true] : [];
        return $this->library->text($this->library->ffi->tthc_plan_json(
            $this->handle,
            Library::options($options),
            $this->library->error,
        ));
    }

    /** Adds the facts of a facts document; one bad fact, and none is added. Gives how many were new. */
    public function readFacts(string $json): int
    {
        return $this->library->checked($this->library->ffi->tthc_plan_read_facts(
            $this->handle,
            $json,
            strlen($json),
            null,
            $this->library->error,
        ));
    }

    /** The index of a task; null when there is none of that id. */
    public function findTask(string $id): ?int
    {
        $task = $this->library->ffi->tthc_plan_find_task($this->handle, Library::name($id));
        return $task < 0 ? null : $task;
    }

    /** The index of a unit; null when there is none of that id. */
    public function findUnit(string $id): ?int
    {
        $unit = $this->library->ffi->tthc_plan_find_unit($this->handle, Library::name($id));
        return $unit < 0 ? null : $unit;
    }

    /** @return array<string, string> the names of the units by id, in the plan's order */
    public function units(): array
    {
        $ffi = $this->library->ffi;
        $units = [];
        for ($unit = 0; $unit < $ffi->tthc_plan_unit_count($this->handle); $unit++) {
            $units[$ffi->tthc_unit_id($this->handle, $unit)] = $ffi->tthc_unit_name($this->handle, $unit);
        }
        return $units;
    }

    /**
     * Adds what a unit says of its assignment.
     * @param string $state "not-started", "in-progress", "done" or "cancelled"
     * @param array<string, mixed> $members others of the fact: ['evidence' => ['number' => '31/BC-UBND']]
     */
    public function addProgress(
        string $taskId,
        string $unitId,
        string $period,
        string $state,
        DateTimeInterface|string $day,
        array $members = [],
    ): int {
        $given = ['kind' => 'progress', 'task' => $taskId, 'unit' => $unitId, 'period' => $period, 'state' => $state];
        return $this->addFact($given + ['day' => Library::dayText($day)] + $members);
    }

    /**
     * Adds any fact. Gives its index, that of the fact already there when the plan holds the same one.
     * @param array<string, mixed> $fact an object of a facts document: ['kind' => 'extension', 'task' => 'B.1', …]
     */
    public function addFact(array $fact): int
    {
        $json = Library::json($fact);
        return $this->library->checked(
            $this->library->ffi->tthc_plan_add_fact($this->handle, $json, strlen($json), $this->library->error),
        );
    }

    /** @param array{warning_days?: int, known_at?: int} $options */
    public function assess(DateTimeInterface|string $asOf, array $options = []): Assessment
    {
        $assessment = $this->library->ffi->tthc_assessment_new(
            $this->handle,
            null,
            $this->library->day($asOf),
            Library::options($options),
            $this->library->error,
        );
        return new Assessment($this->library, $this->library->made($assessment));
    }

    /** @internal gives the new revision */
    public function saveTo(CData $store): int
    {
        return $this->library->checked(
            $this->library->ffi->tthc_store_save($store, $this->handle, $this->library->error),
        );
    }
}

/** One unit's obligation for one task in one period, with its state. */
final readonly class Assignment
{
    /** @param string $state a word: "overdue"; $stateName is for people: "quá hạn" */
    public function __construct(
        public string $taskId,
        public string $unitId,
        public string $unitName,
        public string $period,
        public string $state,
        public string $stateName,
        public ?DateTimeImmutable $start,
        public ?DateTimeImmutable $due,
        public ?DateTimeImmutable $effective,
        public ?DateTimeImmutable $done,
        public int $daysLate,
        public int $workingDaysLate,
        public ?int $percent,
    ) {
    }
}

/** The state of a task, a section or the whole plan. */
final readonly class Rollup
{
    /**
     * @param string $kind "plan", "section" or "task"
     * @param string|null $state null when nothing is tracked below it
     * @param int $assignments how many there are below it
     * @param array<string, int> $counts how many are in each state, by its word
     */
    public function __construct(
        public string $kind,
        public string $id,
        public ?string $title,
        public ?string $state,
        public ?string $stateName,
        public int $assignments,
        public array $counts,
        public int $unitsDone,
        public int $unitsObliged,
        public ?int $percent,
        public int $percentGiven,
        public int $onTime,
        public int $fallenDue,
    ) {
    }
}

/** What was reached of an indicator, by one unit or ($unitId null) by all together. */
final readonly class Value
{
    public function __construct(
        public string $indicatorId,
        public string $title,
        public ?string $unitId,
        public string $verdict,
        public string $verdictName,
        public ?int $numerator,
        public ?int $denominator,
        public ?string $text,
        public ?string $target,
        public ?string $measure,
        public int $unitsReported,
        public int $unitsExpected,
    ) {
    }
}

/** The state of a whole plan as of one day. Never changes, and needs the plan no more. */
final class Assessment
{
    use Handle;

    private const FREE = 'tthc_assessment_free';

    public function planId(): string
    {
        return $this->library->ffi->tthc_assessment_plan_id($this->handle);
    }

    public function subject(): ?string
    {
        return $this->library->ffi->tthc_assessment_subject($this->handle);
    }

    public function asOf(): DateTimeImmutable
    {
        return Library::date($this->library->ffi->tthc_assessment_as_of($this->handle));
    }

    /** The whole assessment as a document. */
    public function json(): string
    {
        return $this->library->text(
            $this->library->ffi->tthc_assessment_json($this->handle, null, $this->library->error),
        );
    }

    /** @return \Generator<int, Assignment> by task, period and unit */
    public function assignments(): \Generator
    {
        $ffi = $this->library->ffi;
        $assessment = $this->handle;
        $language = $this->library->language;
        for ($row = 0, $count = $ffi->tthc_assignment_count($assessment); $row < $count; $row++) {
            $state = $ffi->tthc_assignment_state($assessment, $row);
            yield new Assignment(
                taskId: $ffi->tthc_assignment_task_id($assessment, $row),
                unitId: $ffi->tthc_assignment_unit_id($assessment, $row),
                unitName: $ffi->tthc_assignment_unit_name($assessment, $row),
                period: $ffi->tthc_assignment_period($assessment, $row),
                state: $ffi->tthc_state_word($state),
                stateName: $ffi->tthc_state_name($state, $language),
                start: Library::date($ffi->tthc_assignment_start_day($assessment, $row)),
                due: Library::date($ffi->tthc_assignment_due_day($assessment, $row)),
                effective: Library::date($ffi->tthc_assignment_effective_day($assessment, $row)),
                done: Library::date($ffi->tthc_assignment_done_day($assessment, $row)),
                daysLate: $ffi->tthc_assignment_days_late($assessment, $row),
                workingDaysLate: $ffi->tthc_assignment_working_days_late($assessment, $row),
                percent: Library::given($ffi->tthc_assignment_percent($assessment, $row)),
            );
        }
    }

    /** @return \Generator<int, Rollup> the plan, then the sections, then the tasks */
    public function rollups(): \Generator
    {
        $ffi = $this->library->ffi;
        $assessment = $this->handle;
        $kinds = [
            $ffi->TTHC_OF_PLAN => 'plan',
            $ffi->TTHC_OF_SECTION => 'section',
            $ffi->TTHC_OF_TASK => 'task',
            $ffi->TTHC_OF_UNIT => 'unit',
            $ffi->TTHC_OF_PERIOD => 'period',
        ];
        $states = $this->library->words('state');
        for ($row = 0, $count = $ffi->tthc_rollup_count($assessment); $row < $count; $row++) {
            $state = $ffi->tthc_rollup_state($assessment, $row);
            $counts = [];
            foreach ($states as $number => $word) {
                $counts[$word] = $ffi->tthc_rollup_assignments($assessment, $row, $number);
            }
            yield new Rollup(
                kind: $kinds[$ffi->tthc_rollup_kind($assessment, $row)],
                id: $ffi->tthc_rollup_id($assessment, $row),
                title: $ffi->tthc_rollup_title($assessment, $row),
                state: $states[$state] ?? null,
                stateName: $ffi->tthc_state_name($state, $this->library->language),
                assignments: $ffi->tthc_rollup_assignments($assessment, $row, 0),
                counts: $counts,
                unitsDone: $ffi->tthc_rollup_units_done($assessment, $row),
                unitsObliged: $ffi->tthc_rollup_units_obliged($assessment, $row),
                percent: Library::given($ffi->tthc_rollup_percent($assessment, $row)),
                percentGiven: $ffi->tthc_rollup_percent_given($assessment, $row),
                onTime: $ffi->tthc_rollup_on_time($assessment, $row),
                fallenDue: $ffi->tthc_rollup_fallen_due($assessment, $row),
            );
        }
    }

    /** @return \Generator<int, Value> of each indicator all units together, then each unit */
    public function values(): \Generator
    {
        $ffi = $this->library->ffi;
        $assessment = $this->handle;
        $language = $this->library->language;
        for ($row = 0, $count = $ffi->tthc_value_count($assessment); $row < $count; $row++) {
            $verdict = $ffi->tthc_value_verdict($assessment, $row);
            yield new Value(
                indicatorId: $ffi->tthc_value_indicator_id($assessment, $row),
                title: $ffi->tthc_value_title($assessment, $row),
                unitId: $ffi->tthc_value_unit_id($assessment, $row),
                verdict: $ffi->tthc_verdict_word($verdict),
                verdictName: $ffi->tthc_verdict_name($verdict, $language),
                numerator: Library::given($ffi->tthc_value_numerator($assessment, $row)),
                denominator: Library::given($ffi->tthc_value_denominator($assessment, $row)),
                text: $ffi->tthc_value_text($assessment, $row, $language),
                target: $ffi->tthc_value_target($assessment, $row),
                measure: $ffi->tthc_value_measure($assessment, $row),
                unitsReported: $ffi->tthc_value_units_reported($assessment, $row),
                unitsExpected: $ffi->tthc_value_units_expected($assessment, $row),
            );
        }
    }
}

/** A plan as a store lists it: its latest revision, and how many facts are stored. */
final readonly class StoredPlan
{
    public function __construct(
        public string $id,
        public ?string $subject,
        public int $year,
        public int $revision,
        public int $facts,
    ) {
    }
}

/** Where plans and facts are kept: an SQLite file. */
final class Store
{
    use Handle;

    private const FREE = 'tthc_store_free';

    /** Saves a plan and the facts that the store lacks. Gives the revision. */
    public function save(Plan $plan): int
    {
        return $plan->saveTo($this->handle);
    }

    /** @param int $revision from 1; 0 for the latest */
    public function load(string $planId, int $revision = 0): Plan
    {
        $ffi = $this->library->ffi;
        $plan = $ffi->tthc_store_load($this->handle, Library::name($planId), $revision, $this->library->error);
        return new Plan($this->library, $this->library->made($plan));
    }

    /** Appends a facts document to the plan that it names. Gives how many were new. */
    public function appendFacts(string $json): int
    {
        return $this->library->checked($this->library->ffi->tthc_store_append_facts(
            $this->handle,
            $json,
            strlen($json),
            $this->library->error,
        ));
    }

    /** @return list<StoredPlan> by id */
    public function listPlans(): array
    {
        $ffi = $this->library->ffi;
        $list = $this->library->made($ffi->tthc_store_list_plans($this->handle, $this->library->error));
        $plans = [];
        for ($row = 0, $count = $ffi->tthc_plan_list_count($list); $row < $count; $row++) {
            $plans[] = new StoredPlan(
                id: $ffi->tthc_plan_list_id($list, $row),
                subject: $ffi->tthc_plan_list_subject($list, $row),
                year: $ffi->tthc_plan_list_year($list, $row),
                revision: $ffi->tthc_plan_list_revision($list, $row),
                facts: $ffi->tthc_plan_list_facts($list, $row),
            );
        }
        $ffi->tthc_plan_list_free($list);
        return $plans;
    }

    /** Closes the store, and tells by an exception when that failed; it is closed with the object anyway. */
    public function close(): void
    {
        $this->library->checked($this->library->ffi->tthc_store_close($this->handle, $this->library->error));
    }
}
