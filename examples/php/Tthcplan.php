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

    private readonly string $declarations;

    /** @internal made once, filled by a call that fails */
    public ?CData $error;

    /** @param string $language of names and messages: "vi" or "en" */
    public function __construct(?string $path = null, public readonly string $language = 'vi')
    {
        $path ??= getenv('TTHC_LIBRARY') ?: 'libtthcplan.so.0';
        $this->declarations = FFI::cdef('const char *tthc_ffi_cdef(void);', $path)->tthc_ffi_cdef();
        $this->ffi = FFI::cdef($this->declarations, $path);
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

    /** The rating scheme that the library ships, as a document to begin one's own with. */
    public function ratingScheme(): string
    {
        return $this->ffi->tthc_rating_scheme();
    }

    /**
     * Reads a plan document, with its facts if it embeds them.
     * @param array{revision?: int} $options the store's revision that the document was made from, for Store::save()
     */
    public function readPlan(string $json, array $options = []): Plan
    {
        $options = self::options($options);
        return new Plan($this, $this->made($this->ffi->tthc_plan_read($json, strlen($json), $options, $this->error)));
    }

    /**
     * Reads a plan from the document itself: text, Markdown or .docx. The units of $known are preferred.
     * @param array{id?: string, year?: int, encoding?: string} $options
     */
    public function readDocument(string $document, ?Plan $known = null, array $options = []): Plan
    {
        return new Plan($this, $this->made($this->ffi->tthc_plan_read_document(
            $document,
            strlen($document),
            $known?->handle,
            self::options($options),
            $this->error,
        )));
    }

    /** The whole text of a file, at most 64 MiB. */
    public function readFile(string $path): string
    {
        return $this->text($this->ffi->tthc_text_from_file(self::name($path), $this->error));
    }

    /**
     * @param array{create?: bool, read_only?: bool, busy_ms?: int, journal?: string, allow_network?: bool} $options
     *     "journal" is "truncate" or "wal"
     */
    public function openStore(string $path, array $options = []): Store
    {
        $store = $this->ffi->tthc_store_open(self::name($path), self::options($options), $this->error);
        return new Store($this, $this->made($store));
    }

    /**
     * A new tally of dossiers, with figures for the periods that end from $firstDay to $lastDay, the day of the data.
     * @param array{regime?: ?string, period?: string, units?: list<string>} $options
     */
    public function tally(
        DateTimeInterface|string $firstDay,
        DateTimeInterface|string $lastDay,
        array $options = [],
    ): Tally {
        $options = self::json(['first_day' => $firstDay, 'last_day' => $lastDay] + $options);
        return new Tally($this, $this->made($this->ffi->tthc_tally_new(null, $options, $this->error)));
    }

    /** A day as the library counts them, from 1970-01-01. */
    public function day(DateTimeInterface|string $day): int
    {
        $number = $this->ffi->tthc_day_from_text(self::name(self::dayText($day)), $this->error);
        return $number === self::NO_DAY ? throw $this->failure() : $number;
    }

    /** @internal */
    public function dayOrNone(DateTimeInterface|string|null $day): int
    {
        return $day === null ? self::NO_DAY : $this->day($day);
    }

    /** Whether the library has a function; an older one lacks newer ones, and what they tell is null. */
    public function has(string $function): bool
    {
        return str_contains($this->declarations, " $function(") || str_contains($this->declarations, "*$function(");
    }

    /**
     * @internal @return array<int, string> the words of a kind, by number: "state" gives 1 => "cancelled", …; none when
     * the library does not know the kind
     */
    public function words(string $kind): array
    {
        $words = [];
        if (!$this->has("tthc_{$kind}_word")) {
            return $words;
        }
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
    public static function dateOf(?string $day): ?DateTimeImmutable
    {
        return $day === null ? null : new DateTimeImmutable("{$day}T00:00:00+00:00");
    }

    /** @internal */
    public static function given(int $number): ?int
    {
        return $number === self::NO_NUMBER ? null : $number;
    }

    /** @internal */
    public static function truth(int $number): ?bool
    {
        return $number === self::NO_NUMBER ? null : $number !== 0;
    }

    /** @internal ids, paths and words end at a NUL in C, so none may be inside */
    public static function name(string $text): string
    {
        return str_contains($text, "\0") ? throw new \ValueError('A NUL byte in an id, a path or words') : $text;
    }

    /** @internal */
    public static function options(array $options): ?string
    {
        return $options === [] ? null : self::json($options);
    }

    /** @internal days in it may be DateTimeInterface */
    public static function json(array $object): string
    {
        array_walk_recursive($object, function (mixed &$member): void {
            $member = $member instanceof DateTimeInterface ? self::dayText($member) : $member;
        });
        return json_encode((object) $object, JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
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

    /** @internal @return list<array<string, mixed>> what is in owned findings */
    public function findings(?CData $findings): array
    {
        $this->made($findings);
        try {
            $json = $this->ffi->tthc_findings_json($findings, $this->language, $this->error);
            return json_decode($this->text($json), true, flags: JSON_THROW_ON_ERROR);
        } finally {
            $this->ffi->tthc_findings_free($findings);
        }
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
    public function __construct(public readonly Library $library, public readonly CData $handle)
    {
    }

    public function __destruct()
    {
        $this->library->ffi->{self::FREE}($this->handle);
    }

    private function __clone()
    {
    }

    /** What a function of handle, arguments and error writes. */
    private function written(string $function, mixed ...$arguments): string
    {
        $arguments[] = $this->library->error;
        return $this->library->text($this->library->ffi->$function($this->handle, ...$arguments));
    }

    /** The same of a function whose only argument are options. */
    private function document(string $function, array $options = []): string
    {
        return $this->written($function, Library::options($options));
    }

    /** @return list<array<string, mixed>> the findings that a function of handle and error gives */
    private function noticed(string $function): array
    {
        return $this->library->findings($this->library->ffi->$function($this->handle, $this->library->error));
    }
}

/** A page of rows, which the one behind it is asked for by. */
trait Page
{
    use Handle;

    /** What to give as "after" for the page behind this one; null when this is the last. */
    public function next(): ?string
    {
        return $this->library->ffi->{self::NEXT}($this->handle);
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

    public function firstDay(): DateTimeImmutable
    {
        return Library::date($this->library->ffi->tthc_plan_first_day($this->handle));
    }

    public function lastDay(): DateTimeImmutable
    {
        return Library::date($this->library->ffi->tthc_plan_last_day($this->handle));
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

    /**
     * What was noticed in the plan, and in the document that it was read from: warnings first.
     * @return list<array{severity: string, code: string, message: string, path?: string, place?: string, line?: int}>
     */
    public function findings(): array
    {
        return $this->noticed('tthc_plan_findings');
    }

    /** The plan as a document. */
    public function json(bool $facts = false): string
    {
        return $this->document('tthc_plan_json', $facts ? ['facts' => true] : []);
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

    /**
     * Adds the facts of a table as spreadsheets write it; one bad row, and none is added. Gives how many were new.
     * @param array{separator?: string, kind?: string, encoding?: string} $options
     */
    public function readFactsCsv(string $table, array $options = []): int
    {
        return $this->library->checked($this->library->ffi->tthc_plan_read_facts_csv(
            $this->handle,
            $table,
            strlen($table),
            Library::options($options),
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

    /** @return list<Contact> the focal officers of a unit, for whatever days */
    public function contacts(string $unitId): array
    {
        $ffi = $this->library->ffi;
        $unit = $this->findUnit($unitId) ?? -1;
        $contacts = [];
        for ($row = 0; $row < $ffi->tthc_unit_contact_count($this->handle, $unit); $row++) {
            $contacts[] = new Contact(
                name: $ffi->tthc_contact_name($this->handle, $unit, $row),
                position: $ffi->tthc_contact_position($this->handle, $unit, $row),
                email: $ffi->tthc_contact_email($this->handle, $unit, $row),
                phone: $ffi->tthc_contact_phone($this->handle, $unit, $row),
                firstDay: Library::date($ffi->tthc_contact_first_day($this->handle, $unit, $row)),
                lastDay: Library::date($ffi->tthc_contact_last_day($this->handle, $unit, $row)),
            );
        }
        return $contacts;
    }

    /** @return list<Successor> who goes on with the work of a unit that ended */
    public function successors(string $unitId): array
    {
        $ffi = $this->library->ffi;
        $unit = $this->findUnit($unitId) ?? -1;
        $successors = [];
        for ($row = 0; $row < $ffi->tthc_unit_successor_count($this->handle, $unit); $row++) {
            $successors[] = new Successor(
                unitId: $ffi->tthc_unit_id($this->handle, $ffi->tthc_successor_unit($this->handle, $unit, $row)),
                kind: $ffi->tthc_succession_word($ffi->tthc_successor_kind($this->handle, $unit, $row)),
                reference: $ffi->tthc_successor_reference($this->handle, $unit, $row),
            );
        }
        return $successors;
    }

    /** The id of the unit above a unit; null when there is none. */
    public function superior(string $unitId): ?string
    {
        $ffi = $this->library->ffi;
        return $ffi->tthc_unit_id(
            $this->handle,
            $ffi->tthc_unit_superior($this->handle, $this->findUnit($unitId) ?? -1),
        );
    }

    /** The plan that this one was made from; null for none. */
    public function source(): ?Source
    {
        $ffi = $this->library->ffi;
        $plan = $ffi->tthc_plan_source_plan($this->handle);
        return $plan === null ? null : new Source(
            planId: $plan,
            revision: $ffi->tthc_plan_source_revision($this->handle),
            unitId: $ffi->tthc_plan_source_unit($this->handle),
        );
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

    /**
     * @param array{warning_days?: int, known_at?: int, units?: list<string>, roles?: list<string>,
     *     sections?: list<string>, tasks?: list<string>, states?: list<string>, periods?: list<string>} $options all
     *     but the first two are filters
     */
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

    /**
     * What is to be sent on the day of an assessment of this plan.
     * @param string|null $sent the log of what was sent, FollowUp::logJson() of the last time; null for nothing
     * @param array{levels?: list<array<string, mixed>>, hold_working_days?: int, reply_by?: DateTimeInterface|string,
     *     reply_working_days?: int} $options
     */
    public function followUp(Assessment $assessment, ?string $sent = null, array $options = []): FollowUp
    {
        return new FollowUp($this->library, $this->library->made($this->library->ffi->tthc_follow_up_new(
            $this->handle,
            $assessment->handle,
            null,
            $sent,
            strlen($sent ?? ''),
            Library::options($options),
            $this->library->error,
        )));
    }

    /**
     * The report of a period.
     * @param string $period "kstt:2021-Q2", "Quý II/2021"
     * @param array{as_of?: DateTimeInterface|string, known_at?: int, warning_days?: int, unit?: string, level?: string,
     *     per_unit?: bool, compare?: bool, provisional?: bool} $options as of the period's last day unless given
     */
    public function report(string $period, array $options = []): Report
    {
        return new Report($this->library, $this->library->made($this->library->ffi->tthc_report_new(
            $this->handle,
            null,
            Library::name($period),
            Library::options($options),
            $this->library->error,
        )));
    }

    /**
     * Ranks the units by an assessment of this plan. Without a scheme by Library::ratingScheme().
     * @param array{scores?: list<array{unit: string, criterion: string, points: int|float}>} $options
     */
    public function rank(Assessment $assessment, ?string $scheme = null, array $options = []): Ranking
    {
        return new Ranking($this->library, $this->library->made($this->library->ffi->tthc_ranking_new(
            $this->handle,
            $assessment->handle,
            $scheme,
            strlen($scheme ?? ''),
            Library::options($options),
            $this->library->error,
        )));
    }

    /** What differs in another revision of the plan. */
    public function diff(Plan $after): PlanDiff
    {
        return new PlanDiff($this->library, $this->library->made(
            $this->library->ffi->tthc_plan_diff_new($this->handle, $after->handle, $this->library->error),
        ));
    }

    /**
     * A unit's own plan, from this one.
     * @param array{id?: string, subject?: string, authority?: string, coordinates?: string} $options
     */
    public function derive(string $unitId, array $options = []): Plan
    {
        return new Plan($this->library, $this->library->made($this->library->ffi->tthc_plan_derive(
            $this->handle,
            Library::name($unitId),
            Library::options($options),
            $this->library->error,
        )));
    }

    /** Adds what a unit reports in the plan derived for it. Gives how many facts were new. */
    public function rollUp(Plan $derived): int
    {
        return $this->library->checked(
            $this->library->ffi->tthc_plan_roll_up($this->handle, $derived->handle, null, $this->library->error),
        );
    }

    /**
     * This plan of a unit merged with its superior's amended one; it stays as it is.
     * @param Plan $before the superior's plan that this one was derived from
     * @param Plan $now the same as it is now
     * @param array{coordinates?: string, restore?: list<string>} $options
     */
    public function rederive(Plan $before, Plan $now, array $options = []): Merge
    {
        return new Merge($this->library, $this->library->made($this->library->ffi->tthc_plan_rederive(
            $before->handle,
            $now->handle,
            $this->handle,
            Library::options($options),
            $this->library->error,
        )));
    }

    /**
     * A later year's plan with what is unfinished in an assessment of this one, or goes on.
     * @param array{id?: string, year?: int} $options
     */
    public function carryOver(Assessment $assessment, array $options = []): Plan
    {
        return new Plan($this->library, $this->library->made($this->library->ffi->tthc_plan_carry_over(
            $this->handle,
            $assessment->handle,
            Library::options($options),
            $this->library->error,
        )));
    }

    /** Who has reported anything of these days, as a document. */
    public function sendersJson(
        DateTimeInterface|string|null $firstDay = null,
        DateTimeInterface|string|null $lastDay = null,
    ): string {
        $days = ['from' => $firstDay, 'to' => $lastDay];
        return $this->document('tthc_plan_senders_json', array_filter($days, fn (mixed $day): bool => $day !== null));
    }
}

/** A focal officer of a unit. Of a digest, who it is on the day: the days are null. */
final readonly class Contact
{
    public function __construct(
        public string $name,
        public ?string $position,
        public ?string $email,
        public ?string $phone,
        public ?DateTimeImmutable $firstDay = null,
        public ?DateTimeImmutable $lastDay = null,
    ) {
    }
}

/** A unit that goes on with the work of one that ended. */
final readonly class Successor
{
    /** @param string $kind "merge", "split", "rename" or "transfer" */
    public function __construct(public string $unitId, public string $kind, public ?string $reference)
    {
    }
}

/** The plan that another was made from: the superior's, or an earlier year's. */
final readonly class Source
{
    /**
     * @param int $revision 0 when not known
     * @param string|null $unitId for which it was derived
     */
    public function __construct(public string $planId, public int $revision, public ?string $unitId)
    {
    }
}

/** One unit's obligation for one task in one period, with its state. */
final readonly class Assignment
{
    /**
     * @param string $state a word: "overdue"; $stateName is for people: "quá hạn"
     * @param string|null $reason why, a word: "past-due-silent"; Assessment::sentence() tells it to people
     */
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
        public ?string $reason,
        public ?bool $accepted,
        public ?bool $explained,
    ) {
    }
}

/** The reports of reporting periods: expected is received and missing, received is on time and late. */
final readonly class Reports
{
    public function __construct(
        public int $expected,
        public int $received,
        public int $onTime,
        public int $late,
        public int $missing,
    ) {
    }
}

/** The state of the whole plan, a section, a task, what a unit owes, or the reports of a period. */
final readonly class Rollup
{
    /**
     * @param string $kind "plan", "section", "task", "unit" or "period"
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
        public ?int $openInTime,
        public ?int $openOverdue,
        public ?Reports $reports,
    ) {
    }
}

/** What was reached of an indicator, by one unit or ($unitId null) by all together. */
final readonly class Value
{
    /**
     * @param string|null $baseline what it was before the plan
     * @param string|null $reduction by how many percent of the baseline it is below it
     * @param int|null $periodsLeft null when those measured have no kind in common
     * @param string|null $needed what each period that is left must give to reach the target
     * @param bool|null $reachable whether it can still be reached; null when that is not known
     */
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
        public ?string $baseline,
        public ?string $reduction,
        public ?int $periodsMeasured,
        public ?int $periodsLeft,
        public ?string $needed,
        public ?bool $reachable,
    ) {
    }
}

/** What one period gave for an indicator, of one unit or ($unitId null) of all together. */
final readonly class Figure
{
    public function __construct(
        public string $indicatorId,
        public ?string $unitId,
        public string $period,
        public string $verdict,
        public string $verdictName,
        public int $numerator,
        public int $denominator,
        public ?string $text,
        public ?string $target,
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

    /** The whole assessment as a document; with $sentences each assignment tells why it is in its state. */
    public function json(bool $sentences = false): string
    {
        return $this->document('tthc_assessment_json', $sentences ? ['sentences' => $this->library->language] : []);
    }

    /** @return list<array{severity: string, code: string, message: string, path?: string}> what was noticed */
    public function findings(): array
    {
        return $this->noticed('tthc_assessment_findings');
    }

    /** Why an assignment is in its state. @param int $row its place among assignments(), from 0 */
    public function sentence(int $row): string
    {
        return $this->written('tthc_assignment_sentence', $row, $this->library->language);
    }

    /** What differs in a later assessment of the plan. */
    public function diff(Assessment $after): AssessmentDiff
    {
        return new AssessmentDiff($this->library, $this->library->made($this->library->ffi->tthc_assessment_diff_new(
            $this->handle,
            $after->handle,
            $this->library->error,
        )));
    }

    /** @return \Generator<int, Assignment> by task, period and unit */
    public function assignments(): \Generator
    {
        $ffi = $this->library->ffi;
        $assessment = $this->handle;
        $language = $this->library->language;
        $reasons = $this->library->words('reason');
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
                reason: $reasons ? $reasons[$ffi->tthc_assignment_reason($assessment, $row)] : null,
                accepted: $reasons ? (bool) $ffi->tthc_assignment_accepted($assessment, $row) : null,
                explained: $reasons ? (bool) $ffi->tthc_assignment_explained($assessment, $row) : null,
            );
        }
    }

    /** @return \Generator<int, Rollup> the plan, then the sections, the tasks, the units, the reporting periods */
    public function rollups(): \Generator
    {
        $ffi = $this->library->ffi;
        $assessment = $this->handle;
        $kinds = $this->library->words('rollup_kind');
        $newer = $this->library->has('tthc_rollup_open_in_time');
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
                openInTime: $newer ? $ffi->tthc_rollup_open_in_time($assessment, $row) : null,
                openOverdue: $newer ? $ffi->tthc_rollup_open_overdue($assessment, $row) : null,
                reports: $newer ? $this->reports($row) : null,
            );
        }
    }

    private function reports(int $row): Reports
    {
        $ffi = $this->library->ffi;
        return new Reports(
            expected: $ffi->tthc_rollup_reports_expected($this->handle, $row),
            received: $ffi->tthc_rollup_reports_received($this->handle, $row),
            onTime: $ffi->tthc_rollup_reports_on_time($this->handle, $row),
            late: $ffi->tthc_rollup_reports_late($this->handle, $row),
            missing: $ffi->tthc_rollup_reports_missing($this->handle, $row),
        );
    }

    /** @return \Generator<int, Value> of each indicator all units together, then each unit */
    public function values(): \Generator
    {
        $ffi = $this->library->ffi;
        $assessment = $this->handle;
        $language = $this->library->language;
        $newer = $this->library->has('tthc_value_reachable');
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
                baseline: $newer ? $ffi->tthc_value_baseline($assessment, $row) : null,
                reduction: $newer ? $ffi->tthc_value_reduction($assessment, $row, $language) : null,
                periodsMeasured: $newer ? $ffi->tthc_value_periods_measured($assessment, $row) : null,
                periodsLeft: $newer ? Library::given($ffi->tthc_value_periods_left($assessment, $row)) : null,
                needed: $newer ? $ffi->tthc_value_needed($assessment, $row, $language) : null,
                reachable: $newer ? Library::truth($ffi->tthc_value_reachable($assessment, $row)) : null,
            );
        }
    }

    /** @return \Generator<int, Figure> of each indicator the periods of all units together, then those of each unit */
    public function figures(): \Generator
    {
        $ffi = $this->library->ffi;
        $assessment = $this->handle;
        $language = $this->library->language;
        for ($row = 0, $count = $ffi->tthc_figure_count($assessment); $row < $count; $row++) {
            $verdict = $ffi->tthc_figure_verdict($assessment, $row);
            yield new Figure(
                indicatorId: $ffi->tthc_figure_indicator_id($assessment, $row),
                unitId: $ffi->tthc_figure_unit_id($assessment, $row),
                period: $ffi->tthc_figure_period($assessment, $row),
                verdict: $ffi->tthc_verdict_word($verdict),
                verdictName: $ffi->tthc_verdict_name($verdict, $language),
                numerator: $ffi->tthc_figure_numerator($assessment, $row),
                denominator: $ffi->tthc_figure_denominator($assessment, $row),
                text: $ffi->tthc_figure_text($assessment, $row, $language),
                target: $ffi->tthc_figure_target($assessment, $row),
                unitsReported: $ffi->tthc_figure_units_reported($assessment, $row),
                unitsExpected: $ffi->tthc_figure_units_expected($assessment, $row),
            );
        }
    }
}

/** An assignment that differs between two assessments. */
final readonly class AssignmentChange
{
    /**
     * @param string $change the first of "entered-overdue", "left-overdue", "appeared", "vanished", "due-moved",
     *     "state-changed" that holds
     * @param string|null $beforeState null when there was no such assignment, as $afterState when there is none
     */
    public function __construct(
        public string $taskId,
        public string $unitId,
        public string $unitName,
        public string $period,
        public string $change,
        public ?string $beforeState,
        public ?string $afterState,
        public ?DateTimeImmutable $beforeDue,
        public ?DateTimeImmutable $afterDue,
        public ?DateTimeImmutable $beforeEffective,
        public ?DateTimeImmutable $afterEffective,
    ) {
    }
}

/** What differs between two assessments of one plan. */
final class AssessmentDiff
{
    use Handle;

    private const FREE = 'tthc_assessment_diff_free';

    /** The differences as a document. */
    public function json(): string
    {
        return $this->document('tthc_assessment_diff_json');
    }

    /** @return \Generator<int, AssignmentChange> in the later assessment's order; then what only the earlier one has */
    public function changes(): \Generator
    {
        $ffi = $this->library->ffi;
        $diff = $this->handle;
        for ($row = 0, $count = $ffi->tthc_assessment_diff_count($diff); $row < $count; $row++) {
            yield new AssignmentChange(
                taskId: $ffi->tthc_assessment_diff_task_id($diff, $row),
                unitId: $ffi->tthc_assessment_diff_unit_id($diff, $row),
                unitName: $ffi->tthc_assessment_diff_unit_name($diff, $row),
                period: $ffi->tthc_assessment_diff_period($diff, $row),
                change: $ffi->tthc_assessment_change_word($ffi->tthc_assessment_diff_change($diff, $row)),
                beforeState: $ffi->tthc_state_word($ffi->tthc_assessment_diff_before_state($diff, $row)),
                afterState: $ffi->tthc_state_word($ffi->tthc_assessment_diff_after_state($diff, $row)),
                beforeDue: Library::dateOf($ffi->tthc_assessment_diff_before_due($diff, $row)),
                afterDue: Library::dateOf($ffi->tthc_assessment_diff_after_due($diff, $row)),
                beforeEffective: Library::dateOf($ffi->tthc_assessment_diff_before_effective($diff, $row)),
                afterEffective: Library::dateOf($ffi->tthc_assessment_diff_after_effective($diff, $row)),
            );
        }
    }
}

/** Something that a unit is written to about. */
final readonly class FollowUpItem
{
    /**
     * @param string $role of the recipient: "owing", "superior" or "copy"
     * @param string $level its id; $levelName is for people: "Đôn đốc lần 2"
     * @param list<string> $passed ids of lower levels that were never given
     * @param bool $isReport a report is missing; else the work itself
     * @param DateTimeImmutable|null $promised the day by which the unit promised to be done
     */
    public function __construct(
        public string $role,
        public string $level,
        public string $levelName,
        public array $passed,
        public string $taskId,
        public string $label,
        public string $title,
        public ?string $deadline,
        public string $period,
        public bool $isReport,
        public string $unitId,
        public string $unitName,
        public string $state,
        public string $stateName,
        public DateTimeImmutable $due,
        public DateTimeImmutable $effective,
        public int $daysLate,
        public int $workingDaysLate,
        public ?DateTimeImmutable $promised,
    ) {
    }
}

/** What goes to one unit. */
final readonly class Digest
{
    /**
     * @param list<Contact> $contacts those of the day
     * @param list<FollowUpItem> $items
     * @param string $text the letter, without letterhead and signature
     */
    public function __construct(
        public string $unitId,
        public string $unitName,
        public array $contacts,
        public array $items,
        public string $text,
    ) {
    }
}

/** What is to be sent to whom. Never changes, and needs neither plan nor assessment any more. */
final class FollowUp
{
    use Handle;

    private const FREE = 'tthc_follow_up_free';

    public function planId(): string
    {
        return $this->library->ffi->tthc_follow_up_plan_id($this->handle);
    }

    public function asOf(): DateTimeImmutable
    {
        return Library::date($this->library->ffi->tthc_follow_up_as_of($this->handle));
    }

    /** The day by which letters ask for an answer. */
    public function replyBy(): DateTimeImmutable
    {
        return Library::date($this->library->ffi->tthc_follow_up_reply_by($this->handle));
    }

    /** How many assignments an acknowledgement holds back. */
    public function heldCount(): int
    {
        return $this->library->ffi->tthc_follow_up_held_count($this->handle);
    }

    public function itemCount(): int
    {
        return $this->library->ffi->tthc_follow_up_item_count($this->handle);
    }

    /** The follow-up as a document. */
    public function json(): string
    {
        return $this->document('tthc_follow_up_json');
    }

    /** The log to keep, and to give to the next follow-up. */
    public function logJson(): string
    {
        return $this->written('tthc_follow_up_log_json');
    }

    /** @return list<array{severity: string, code: string, message: string, path?: string}> what was noticed */
    public function findings(): array
    {
        return $this->noticed('tthc_follow_up_findings');
    }

    /** @return \Generator<int, Digest> in the order of the plan's units */
    public function digests(): \Generator
    {
        $ffi = $this->library->ffi;
        for ($row = 0, $count = $ffi->tthc_follow_up_digest_count($this->handle); $row < $count; $row++) {
            $first = $ffi->tthc_follow_up_digest_first_item($this->handle, $row);
            $last = $first + $ffi->tthc_follow_up_digest_item_count($this->handle, $row) - 1;
            yield new Digest(
                unitId: $ffi->tthc_follow_up_digest_unit_id($this->handle, $row),
                unitName: $ffi->tthc_follow_up_digest_unit_name($this->handle, $row),
                contacts: $this->contacts($row),
                items: array_map($this->item(...), range($first, $last)),
                text: $this->written('tthc_follow_up_text', $row, $this->library->language),
            );
        }
    }

    /** @return list<Contact> */
    private function contacts(int $digest): array
    {
        $ffi = $this->library->ffi;
        $contacts = [];
        for ($row = 0; $row < $ffi->tthc_follow_up_contact_count($this->handle, $digest); $row++) {
            $contacts[] = new Contact(
                name: $ffi->tthc_follow_up_contact_name($this->handle, $digest, $row),
                position: $ffi->tthc_follow_up_contact_position($this->handle, $digest, $row),
                email: $ffi->tthc_follow_up_contact_email($this->handle, $digest, $row),
                phone: $ffi->tthc_follow_up_contact_phone($this->handle, $digest, $row),
            );
        }
        return $contacts;
    }

    private function item(int $row): FollowUpItem
    {
        $ffi = $this->library->ffi;
        $followUp = $this->handle;
        $language = $this->library->language;
        $state = $ffi->tthc_follow_up_item_state($followUp, $row);
        $passed = [];
        for ($n = 0; $n < $ffi->tthc_follow_up_item_passed_count($followUp, $row); $n++) {
            $passed[] = $ffi->tthc_follow_up_item_passed($followUp, $row, $n);
        }
        return new FollowUpItem(
            role: $ffi->tthc_recipient_role_word($ffi->tthc_follow_up_item_role($followUp, $row)),
            level: $ffi->tthc_follow_up_item_level($followUp, $row),
            levelName: $ffi->tthc_follow_up_item_level_name($followUp, $row, $language),
            passed: $passed,
            taskId: $ffi->tthc_follow_up_item_task_id($followUp, $row),
            label: $ffi->tthc_follow_up_item_label($followUp, $row),
            title: $ffi->tthc_follow_up_item_title($followUp, $row),
            deadline: $ffi->tthc_follow_up_item_deadline($followUp, $row),
            period: $ffi->tthc_follow_up_item_period($followUp, $row),
            isReport: (bool) $ffi->tthc_follow_up_item_is_report($followUp, $row),
            unitId: $ffi->tthc_follow_up_item_unit_id($followUp, $row),
            unitName: $ffi->tthc_follow_up_item_unit_name($followUp, $row),
            state: $ffi->tthc_state_word($state),
            stateName: $ffi->tthc_state_name($state, $language),
            due: Library::date($ffi->tthc_follow_up_item_due_day($followUp, $row)),
            effective: Library::date($ffi->tthc_follow_up_item_effective_day($followUp, $row)),
            daysLate: $ffi->tthc_follow_up_item_days_late($followUp, $row),
            workingDaysLate: $ffi->tthc_follow_up_item_working_days_late($followUp, $row),
            promised: Library::date($ffi->tthc_follow_up_item_promised_day($followUp, $row)),
        );
    }
}

/** The figures of form II.06a, of a unit or ($unitId null) of all, in one period; all null of who said nothing. */
final readonly class TallyRow
{
    public function __construct(
        public ?string $unitId,
        public string $period,
        public DateTimeImmutable $firstDay,
        public DateTimeImmutable $lastDay,
        public int $unitsReported,
        public ?int $received,
        public ?int $receivedOnline,
        public ?int $receivedDirect,
        public ?int $carriedOver,
        public ?int $done,
        public ?int $doneEarly,
        public ?int $doneOnTime,
        public ?int $doneLate,
        public ?int $pending,
        public ?int $pendingInTime,
        public ?int $pendingOverdue,
    ) {
    }
}

/** Dossiers, or ready counts, as the figures of form II.06a and as measurements of a plan's indicators. */
final class Tally
{
    use Handle;

    private const FREE = 'tthc_tally_free';

    public function unitCount(): int
    {
        return $this->library->ffi->tthc_tally_unit_count($this->handle);
    }

    public function dossierCount(): int
    {
        return $this->library->ffi->tthc_tally_dossier_count($this->handle);
    }

    /**
     * Adds a dossier, once. Gives its index.
     * @param array{channel?: string, result?: string, level?: string, update?: bool} $options
     */
    public function addDossier(
        string $unitId,
        string $dossierId,
        DateTimeInterface|string $received,
        DateTimeInterface|string|null $due = null,
        DateTimeInterface|string|null $finished = null,
        array $options = [],
    ): int {
        return $this->library->checked($this->library->ffi->tthc_tally_add_dossier(
            $this->handle,
            Library::name($unitId),
            Library::name($dossierId),
            $this->library->day($received),
            $this->library->dayOrNone($due),
            $this->library->dayOrNone($finished),
            Library::options($options),
            $this->library->error,
        ));
    }

    /**
     * Adds the dossiers of a table with a heading row; one bad row, and none is added.
     * Gives how many were added or changed.
     * @param Plan|null $plan whose units the cells name; null when they hold ids
     * @param array{columns?: array<string, string>, units?: array<string, string>, words?: array<string, string>,
     *     unit?: string, channel?: string, update?: bool, separator?: string, encoding?: string} $options
     */
    public function readCsv(string $table, ?Plan $plan = null, array $options = []): int
    {
        return $this->library->checked($this->library->ffi->tthc_tally_read_csv(
            $this->handle,
            $plan?->handle,
            $table,
            strlen($table),
            Library::options($options),
            $this->library->error,
        ));
    }

    /**
     * Adds the ready counts of a unit and period, which stand in for its dossiers. Gives the row.
     * @param array<string, int|bool> $counts ['received_online' => 5, 'received_direct' => 12, …]
     */
    public function addCounts(string $unitId, string $period, array $counts): int
    {
        return $this->library->checked($this->library->ffi->tthc_tally_add_counts(
            $this->handle,
            Library::name($unitId),
            Library::name($period),
            Library::json($counts),
            $this->library->error,
        ));
    }

    /** @return \Generator<int, TallyRow> of each unit every period, then of every period the total */
    public function rows(): \Generator
    {
        for ($row = 0; $row < $this->library->ffi->tthc_tally_row_count($this->handle); $row++) {
            yield $this->at($row);
        }
    }

    /** The row of a unit, null for all, and a period; null when there is none. */
    public function row(?string $unitId, string $period): ?TallyRow
    {
        $unitId = $unitId === null ? null : Library::name($unitId);
        $row = $this->library->ffi->tthc_tally_find_row($this->handle, $unitId, Library::name($period));
        return $row < 0 ? null : $this->at($row);
    }

    /** The tally as a document. */
    public function json(): string
    {
        return $this->document('tthc_tally_json');
    }

    /** @return list<array{severity: string, code: string, message: string, path?: string}> what was noticed */
    public function findings(): array
    {
        return $this->noticed('tthc_tally_findings');
    }

    /**
     * Measurements of a plan's indicators, for Plan::readFacts().
     * @param array<string, string> $measures by indicator: ['ty-le-ho-so-truc-tuyen' => 'online-share']
     * @param array{levels?: list<string>, recorded_at?: int, author?: string} $options
     */
    public function factsJson(Plan $plan, array $measures, array $options = []): string
    {
        $asked = Library::json(['measures' => (object) $measures] + $options);
        return $this->written('tthc_tally_facts_json', $plan->handle, $asked);
    }

    private function at(int $row): TallyRow
    {
        $ffi = $this->library->ffi;
        $tally = $this->handle;
        return new TallyRow(
            unitId: $ffi->tthc_tally_unit_id($tally, $row),
            period: $ffi->tthc_tally_period($tally, $row),
            firstDay: Library::date($ffi->tthc_tally_first_day($tally, $row)),
            lastDay: Library::date($ffi->tthc_tally_last_day($tally, $row)),
            unitsReported: $ffi->tthc_tally_units_reported($tally, $row),
            received: Library::given($ffi->tthc_tally_received($tally, $row)),
            receivedOnline: Library::given($ffi->tthc_tally_received_online($tally, $row)),
            receivedDirect: Library::given($ffi->tthc_tally_received_direct($tally, $row)),
            carriedOver: Library::given($ffi->tthc_tally_carried_over($tally, $row)),
            done: Library::given($ffi->tthc_tally_done($tally, $row)),
            doneEarly: Library::given($ffi->tthc_tally_done_early($tally, $row)),
            doneOnTime: Library::given($ffi->tthc_tally_done_on_time($tally, $row)),
            doneLate: Library::given($ffi->tthc_tally_done_late($tally, $row)),
            pending: Library::given($ffi->tthc_tally_pending($tally, $row)),
            pendingInTime: Library::given($ffi->tthc_tally_pending_in_time($tally, $row)),
            pendingOverdue: Library::given($ffi->tthc_tally_pending_overdue($tally, $row)),
        );
    }
}

/** The counts of a plan, section, task, unit or reporting period; or ($unitId given) of a unit's part of a task. */
final readonly class ReportLine
{
    /**
     * Counts are by cell: "all", the official four "done_on_time", "done_late", "open_in_time", "open_overdue", and
     * "waiting", "cancelled".
     * @param array<string, int> $toDate all of the plan, as of the day
     * @param array<string, int> $dueInPeriod
     * @param array<string, int> $doneInPeriod "all", "done_on_time" and "done_late"
     * @param Reports $reports of the reporting periods that end in the period
     */
    public function __construct(
        public string $kind,
        public ?string $unitId,
        public string $id,
        public ?string $label,
        public ?string $title,
        public array $toDate,
        public array $dueInPeriod,
        public array $doneInPeriod,
        public Reports $reports,
    ) {
    }
}

/** A row of a report's table of tasks; the line of that task has its counts. */
final readonly class ReportTask
{
    /**
     * @param string|null $state null when nothing is tracked below it
     * @param string|null $note the last of the period
     */
    public function __construct(
        public string $id,
        public ?string $sectionId,
        public string $label,
        public string $title,
        public ?string $lead,
        public ?string $coordinator,
        public ?string $deliverable,
        public ?string $deadline,
        public ?string $state,
        public ?string $stateName,
        public ?int $percent,
        public int $unitsDone,
        public int $unitsObliged,
        public ?string $note,
    ) {
    }
}

/** A document that proves work of the period. */
final readonly class Evidence
{
    /** @param string|null $unitId null: of every unit */
    public function __construct(
        public string $taskId,
        public ?string $unitId,
        public ?string $period,
        public ?string $number,
        public ?DateTimeImmutable $day,
        public ?string $text,
        public ?string $link,
    ) {
    }
}

/** What was reached of an indicator, to date or in the period. */
final readonly class Reached
{
    public function __construct(
        public string $verdict,
        public string $verdictName,
        public ?int $numerator,
        public ?int $denominator,
        public ?string $text,
        public ?string $target,
        public int $unitsReported,
        public int $unitsExpected,
    ) {
    }
}

/** An indicator in a report, of one unit or ($unitId null) of all together. */
final readonly class ReportValue
{
    /** @param list<string> $periods what $inPeriod is made of */
    public function __construct(
        public string $indicatorId,
        public string $title,
        public ?string $unitId,
        public ?string $measure,
        public Reached $toDate,
        public Reached $inPeriod,
        public array $periods,
    ) {
    }
}

/** A difficulty, or an explanation, of the period. */
final readonly class Remark
{
    /**
     * @param string $kind "difficulty" or "explanation"
     * @param string|null $taskId null for what is said of a figure
     * @param string|null $unitId null: of every unit
     */
    public function __construct(
        public string $kind,
        public ?string $taskId,
        public ?string $indicatorId,
        public ?string $unitId,
        public ?string $unitName,
        public ?string $period,
        public DateTimeImmutable $day,
        public ?string $text,
        public ?string $reference,
    ) {
    }
}

/** What is overdue as of a report's day. */
final readonly class LateAssignment
{
    public function __construct(
        public string $taskId,
        public string $unitId,
        public string $unitName,
        public string $period,
        public DateTimeImmutable $due,
        public int $daysLate,
        public int $workingDaysLate,
        public string $sentence,
    ) {
    }
}

/** What became overdue since the day before the period, or no longer is. */
final readonly class ReportChange
{
    /** @param string $change "entered-overdue" or "left-overdue" */
    public function __construct(
        public string $change,
        public string $taskId,
        public string $unitId,
        public string $unitName,
        public string $period,
        public ?string $state,
    ) {
    }
}

/** What an authority reports for a period. Never changes, and needs the plan no more. */
final class Report
{
    use Handle;

    private const FREE = 'tthc_report_free';

    public function planId(): string
    {
        return $this->library->ffi->tthc_report_plan_id($this->handle);
    }

    public function subject(): ?string
    {
        return $this->library->ffi->tthc_report_subject($this->handle);
    }

    public function authority(): ?string
    {
        return $this->library->ffi->tthc_report_authority($this->handle);
    }

    /** The unit that the report is of; null for the whole plan. */
    public function unitId(): ?string
    {
        return $this->library->ffi->tthc_report_unit_id($this->handle);
    }

    public function unitName(): ?string
    {
        return $this->library->ffi->tthc_report_unit_name($this->handle);
    }

    /** The canonical id, "kstt:2021-Q2". */
    public function period(): string
    {
        return $this->library->ffi->tthc_report_period($this->handle);
    }

    /** The period for people, with its days: "Quý II năm 2021 (từ 15/03/2021 đến 14/06/2021)". */
    public function name(): string
    {
        return $this->library->ffi->tthc_report_name($this->handle, $this->library->language);
    }

    public function firstDay(): DateTimeImmutable
    {
        return Library::date($this->library->ffi->tthc_report_first_day($this->handle));
    }

    public function lastDay(): DateTimeImmutable
    {
        return Library::date($this->library->ffi->tthc_report_last_day($this->handle));
    }

    /** The period of the same name and other days: the calendar's, or the regime's; null when there is none. */
    public function otherName(): ?string
    {
        return $this->library->ffi->tthc_report_other_name($this->handle, $this->library->language);
    }

    /** The last day for sending it; null when the level is not known, or by the calendar. */
    public function sendingDay(): ?DateTimeImmutable
    {
        return Library::date($this->library->ffi->tthc_report_sending_day($this->handle));
    }

    public function asOf(): DateTimeImmutable
    {
        return Library::date($this->library->ffi->tthc_report_as_of($this->handle));
    }

    /** Only facts recorded by then count, UTC seconds; null: all. */
    public function knownAt(): ?int
    {
        return Library::given($this->library->ffi->tthc_report_known_at($this->handle));
    }

    public function isProvisional(): bool
    {
        return (bool) $this->library->ffi->tthc_report_is_provisional($this->handle);
    }

    /** The report as a document. */
    public function json(): string
    {
        return $this->document('tthc_report_json', ['language' => $this->library->language]);
    }

    /** The report as plain text for people. */
    public function text(): string
    {
        return $this->written('tthc_report_text', $this->library->language);
    }

    /**
     * @return \Generator<int, ReportLine> the plan, the sections, the tasks, the units, the reporting periods; with the
     *     option per_unit the units' tasks
     */
    public function lines(): \Generator
    {
        $ffi = $this->library->ffi;
        $report = $this->handle;
        for ($line = 0, $count = $ffi->tthc_report_line_count($report); $line < $count; $line++) {
            yield new ReportLine(
                kind: $ffi->tthc_rollup_kind_word($ffi->tthc_report_line_kind($report, $line)),
                unitId: $ffi->tthc_report_line_unit_id($report, $line),
                id: $ffi->tthc_report_line_id($report, $line),
                label: $ffi->tthc_report_line_label($report, $line),
                title: $ffi->tthc_report_line_title($report, $line),
                toDate: $this->cells($line, $ffi->TTHC_TO_DATE),
                dueInPeriod: $this->cells($line, $ffi->TTHC_DUE_IN_PERIOD),
                doneInPeriod: array_slice($this->cells($line, $ffi->TTHC_DONE_IN_PERIOD), 0, 3),
                reports: new Reports(
                    expected: $ffi->tthc_report_line_reports_expected($report, $line),
                    received: $ffi->tthc_report_line_reports_received($report, $line),
                    onTime: $ffi->tthc_report_line_reports_on_time($report, $line),
                    late: $ffi->tthc_report_line_reports_late($report, $line),
                    missing: $ffi->tthc_report_line_reports_missing($report, $line),
                ),
            );
        }
    }

    /** @return \Generator<int, ReportTask> in printed order */
    public function tasks(): \Generator
    {
        $ffi = $this->library->ffi;
        $report = $this->handle;
        for ($row = 0, $count = $ffi->tthc_report_task_count($report); $row < $count; $row++) {
            $state = $ffi->tthc_report_task_state($report, $row);
            yield new ReportTask(
                id: $ffi->tthc_report_task_id($report, $row),
                sectionId: $ffi->tthc_report_task_section_id($report, $row),
                label: $ffi->tthc_report_task_label($report, $row),
                title: $ffi->tthc_report_task_title($report, $row),
                lead: $ffi->tthc_report_task_lead($report, $row),
                coordinator: $ffi->tthc_report_task_coordinator($report, $row),
                deliverable: $ffi->tthc_report_task_deliverable($report, $row),
                deadline: $ffi->tthc_report_task_deadline($report, $row),
                state: $ffi->tthc_state_word($state),
                stateName: $ffi->tthc_state_name($state, $this->library->language),
                percent: Library::given($ffi->tthc_report_task_percent($report, $row)),
                unitsDone: $ffi->tthc_report_task_units_done($report, $row),
                unitsObliged: $ffi->tthc_report_task_units_obliged($report, $row),
                note: $ffi->tthc_report_task_note($report, $row),
            );
        }
    }

    /** @return \Generator<int, Evidence> by task, unit and period */
    public function evidence(): \Generator
    {
        $ffi = $this->library->ffi;
        $report = $this->handle;
        for ($row = 0, $count = $ffi->tthc_report_evidence_count($report); $row < $count; $row++) {
            yield new Evidence(
                taskId: $ffi->tthc_report_evidence_task_id($report, $row),
                unitId: $ffi->tthc_report_evidence_unit_id($report, $row),
                period: $ffi->tthc_report_evidence_period($report, $row),
                number: $ffi->tthc_report_evidence_number($report, $row),
                day: Library::date($ffi->tthc_report_evidence_day($report, $row)),
                text: $ffi->tthc_report_evidence_text($report, $row),
                link: $ffi->tthc_report_evidence_link($report, $row),
            );
        }
    }

    /** @return \Generator<int, ReportValue> each indicator; with the option per_unit of each unit too */
    public function values(): \Generator
    {
        $ffi = $this->library->ffi;
        $report = $this->handle;
        for ($row = 0, $count = $ffi->tthc_report_value_count($report); $row < $count; $row++) {
            $periods = [];
            for ($place = 0; $place < $ffi->tthc_report_figure_period_count($report, $row); $place++) {
                $periods[] = $ffi->tthc_report_figure_period($report, $row, $place);
            }
            yield new ReportValue(
                indicatorId: $ffi->tthc_report_value_indicator_id($report, $row),
                title: $ffi->tthc_report_value_title($report, $row),
                unitId: $ffi->tthc_report_value_unit_id($report, $row),
                measure: $ffi->tthc_report_value_measure($report, $row),
                toDate: $this->reached('value', $row),
                inPeriod: $this->reached('figure', $row),
                periods: $periods,
            );
        }
    }

    /** @return \Generator<int, Remark> difficulties and explanations, by task, unit, period and time */
    public function remarks(): \Generator
    {
        $ffi = $this->library->ffi;
        $report = $this->handle;
        $kinds = [$ffi->TTHC_REMARK_DIFFICULTY => 'difficulty', $ffi->TTHC_REMARK_EXPLANATION => 'explanation'];
        for ($row = 0, $count = $ffi->tthc_report_remark_count($report); $row < $count; $row++) {
            yield new Remark(
                kind: $kinds[$ffi->tthc_report_remark_kind($report, $row)],
                taskId: $ffi->tthc_report_remark_task_id($report, $row),
                indicatorId: $ffi->tthc_report_remark_indicator_id($report, $row),
                unitId: $ffi->tthc_report_remark_unit_id($report, $row),
                unitName: $ffi->tthc_report_remark_unit_name($report, $row),
                period: $ffi->tthc_report_remark_period($report, $row),
                day: Library::date($ffi->tthc_report_remark_day($report, $row)),
                text: $ffi->tthc_report_remark_text($report, $row),
                reference: $ffi->tthc_report_remark_reference($report, $row),
            );
        }
    }

    /** @return \Generator<int, LateAssignment> what is overdue, the latest first */
    public function late(): \Generator
    {
        $ffi = $this->library->ffi;
        $report = $this->handle;
        for ($row = 0, $count = $ffi->tthc_report_late_count($report); $row < $count; $row++) {
            yield new LateAssignment(
                taskId: $ffi->tthc_report_late_task_id($report, $row),
                unitId: $ffi->tthc_report_late_unit_id($report, $row),
                unitName: $ffi->tthc_report_late_unit_name($report, $row),
                period: $ffi->tthc_report_late_period($report, $row),
                due: Library::date($ffi->tthc_report_late_due_day($report, $row)),
                daysLate: $ffi->tthc_report_late_days_late($report, $row),
                workingDaysLate: $ffi->tthc_report_late_working_days_late($report, $row),
                sentence: $this->written('tthc_report_late_sentence', $row, $this->library->language),
            );
        }
    }

    /** @return \Generator<int, ReportChange> what became overdue, or no longer is; none without the option compare */
    public function changes(): \Generator
    {
        $ffi = $this->library->ffi;
        $report = $this->handle;
        for ($row = 0, $count = $ffi->tthc_report_change_count($report); $row < $count; $row++) {
            yield new ReportChange(
                change: $ffi->tthc_assessment_change_word($ffi->tthc_report_change_kind($report, $row)),
                taskId: $ffi->tthc_report_change_task_id($report, $row),
                unitId: $ffi->tthc_report_change_unit_id($report, $row),
                unitName: $ffi->tthc_report_change_unit_name($report, $row),
                period: $ffi->tthc_report_change_period($report, $row),
                state: $ffi->tthc_state_word($ffi->tthc_report_change_state($report, $row)),
            );
        }
    }

    /** @return array<string, int> the cells of a line in a scope, in their order */
    private function cells(int $line, int $scope): array
    {
        $ffi = $this->library->ffi;
        $cells = [
            'all' => 0,
            'done_on_time' => $ffi->TTHC_CELL_DONE_ON_TIME,
            'done_late' => $ffi->TTHC_CELL_DONE_LATE,
            'open_in_time' => $ffi->TTHC_CELL_OPEN_IN_TIME,
            'open_overdue' => $ffi->TTHC_CELL_OPEN_OVERDUE,
            'waiting' => $ffi->TTHC_CELL_WAITING,
            'cancelled' => $ffi->TTHC_CELL_CANCELLED,
        ];
        return array_map(
            fn (int $cell): int => $ffi->tthc_report_line_cell($this->handle, $line, $scope, $cell),
            $cells,
        );
    }

    /** @param string $kind "value" or "figure" */
    private function reached(string $kind, int $row): Reached
    {
        $ffi = $this->library->ffi;
        $language = $this->library->language;
        $ask = fn (string $what): int|string|null => $ffi->{"tthc_report_{$kind}_$what"}($this->handle, $row);
        return new Reached(
            verdict: $ffi->tthc_verdict_word($ask('verdict')),
            verdictName: $ffi->tthc_verdict_name($ask('verdict'), $language),
            numerator: Library::given($ask('numerator')),
            denominator: Library::given($ask('denominator')),
            text: $ffi->{"tthc_report_{$kind}_text"}($this->handle, $row, $language),
            target: $ask('target'),
            unitsReported: $ask('units_reported'),
            unitsExpected: $ask('units_expected'),
        );
    }
}

/** By what units were ranked. */
final readonly class Scheme
{
    public function __construct(
        public string $id,
        public string $name,
        public string $version,
        public ?string $basis,
    ) {
    }
}

/** A criterion of a rating scheme. Points here and below are in ten-thousandths of a point. */
final readonly class Criterion
{
    /** @param int $points the most that it gives */
    public function __construct(public string $id, public string $name, public string $measure, public int $points)
    {
    }
}

/** What a unit got for a criterion. */
final readonly class Score
{
    /**
     * @param int|null $points null when the criterion is left out, or what it needs is missing; $text is for people
     * @param int $numerator what was counted, as the criterion's measure says
     * @param int $denominator out of how much; 0: there is nothing to judge by
     */
    public function __construct(
        public string $criterionId,
        public ?int $points,
        public ?string $text,
        public int $numerator,
        public int $denominator,
        public string $explanation,
    ) {
    }
}

/** A unit in its block. One that is not ranked has no rank, points and class, but a reason. */
final readonly class RankedUnit
{
    /**
     * @param string|null $total for people, scaled up to all points where criteria were left out
     * @param string|null $reason why it is not ranked, a word: "owes-nothing"
     * @param list<Score> $scores
     */
    public function __construct(
        public string $blockId,
        public string $blockName,
        public ?int $rank,
        public string $unitId,
        public string $unitName,
        public ?int $points,
        public ?int $attainable,
        public ?string $total,
        public ?string $classId,
        public ?string $className,
        public ?string $reason,
        public ?string $reasonText,
        public array $scores,
    ) {
    }
}

/** Scores, classes and ranks. Never changes, and needs neither plan nor assessment any more. */
final class Ranking
{
    use Handle;

    private const FREE = 'tthc_ranking_free';

    public function planId(): string
    {
        return $this->library->ffi->tthc_ranking_plan_id($this->handle);
    }

    public function subject(): ?string
    {
        return $this->library->ffi->tthc_ranking_subject($this->handle);
    }

    public function asOf(): DateTimeImmutable
    {
        return Library::date($this->library->ffi->tthc_ranking_as_of($this->handle));
    }

    /** Only facts recorded by then count, UTC seconds; null: all. */
    public function knownAt(): ?int
    {
        return Library::given($this->library->ffi->tthc_ranking_known_at($this->handle));
    }

    public function scheme(): Scheme
    {
        $ffi = $this->library->ffi;
        return new Scheme(
            id: $ffi->tthc_ranking_scheme_id($this->handle),
            name: $ffi->tthc_ranking_scheme_name($this->handle),
            version: $ffi->tthc_ranking_scheme_version($this->handle),
            basis: $ffi->tthc_ranking_scheme_basis($this->handle),
        );
    }

    /** @return list<Criterion> */
    public function criteria(): array
    {
        $ffi = $this->library->ffi;
        $criteria = [];
        for ($criterion = 0; $criterion < $ffi->tthc_ranking_criterion_count($this->handle); $criterion++) {
            $criteria[] = new Criterion(
                id: $ffi->tthc_ranking_criterion_id($this->handle, $criterion),
                name: $ffi->tthc_ranking_criterion_name($this->handle, $criterion),
                measure: $ffi->tthc_ranking_criterion_measure($this->handle, $criterion),
                points: $ffi->tthc_ranking_criterion_points($this->handle, $criterion),
            );
        }
        return $criteria;
    }

    /** @return \Generator<int, RankedUnit> by block and rank; those that are not ranked at the end of their block */
    public function rows(): \Generator
    {
        for ($row = 0, $count = $this->library->ffi->tthc_ranking_count($this->handle); $row < $count; $row++) {
            yield $this->at($row);
        }
    }

    /** The row of a unit; null when there is none. */
    public function unit(string $unitId): ?RankedUnit
    {
        $row = $this->library->ffi->tthc_ranking_find_unit($this->handle, Library::name($unitId));
        return $row < 0 ? null : $this->at($row);
    }

    /** The ranking as a document. */
    public function json(): string
    {
        return $this->written('tthc_ranking_json', $this->library->language);
    }

    /** The ranking as a table for people, one a block. */
    public function text(): string
    {
        return $this->written('tthc_ranking_text', $this->library->language);
    }

    private function at(int $row): RankedUnit
    {
        $ffi = $this->library->ffi;
        $ranking = $this->handle;
        $language = $this->library->language;
        $scores = [];
        for ($criterion = 0; $criterion < $ffi->tthc_ranking_criterion_count($ranking); $criterion++) {
            $scores[] = $this->score($row, $criterion);
        }
        return new RankedUnit(
            blockId: $ffi->tthc_ranking_block_id($ranking, $row),
            blockName: $ffi->tthc_ranking_block_name($ranking, $row),
            rank: $ffi->tthc_ranking_rank($ranking, $row) ?: null,
            unitId: $ffi->tthc_ranking_unit_id($ranking, $row),
            unitName: $ffi->tthc_ranking_unit_name($ranking, $row),
            points: Library::given($ffi->tthc_ranking_points($ranking, $row)),
            attainable: Library::given($ffi->tthc_ranking_attainable($ranking, $row)),
            total: $ffi->tthc_ranking_total($ranking, $row, $language),
            classId: $ffi->tthc_ranking_class_id($ranking, $row),
            className: $ffi->tthc_ranking_class_name($ranking, $row),
            reason: $ffi->tthc_unranked_word($ffi->tthc_ranking_reason($ranking, $row)),
            reasonText: $ffi->tthc_ranking_reason_text($ranking, $row, $language),
            scores: $scores,
        );
    }

    private function score(int $row, int $criterion): Score
    {
        $ffi = $this->library->ffi;
        $ranking = $this->handle;
        $language = $this->library->language;
        return new Score(
            criterionId: $ffi->tthc_ranking_criterion_id($ranking, $criterion),
            points: Library::given($ffi->tthc_ranking_score($ranking, $row, $criterion)),
            text: $ffi->tthc_ranking_score_text($ranking, $row, $criterion, $language),
            numerator: $ffi->tthc_ranking_score_numerator($ranking, $row, $criterion),
            denominator: $ffi->tthc_ranking_score_denominator($ranking, $row, $criterion),
            explanation: $ffi->tthc_ranking_explanation($ranking, $row, $criterion, $language),
        );
    }
}

/** How a row of a plan, or a member of it, differs between two revisions. The texts are to be shown. */
final readonly class PlanChange
{
    /**
     * @param string $kind "header", "part", "unit", "section", "task", "indicator" or "fact"
     * @param string|null $id null for the header
     * @param string $change a word: "reworded"; $changeName is for people: "sửa câu chữ"
     * @param string|null $member null for the whole row
     */
    public function __construct(
        public string $kind,
        public ?string $id,
        public string $change,
        public string $changeName,
        public ?string $member,
        public ?string $before,
        public ?string $after,
    ) {
    }
}

/** What differs between two revisions of a plan. Never changes, and needs neither of them any more. */
final class PlanDiff
{
    use Handle;

    private const FREE = 'tthc_plan_diff_free';

    /** The differences as a document. */
    public function json(): string
    {
        return $this->document('tthc_plan_diff_json');
    }

    /** @return \Generator<int, PlanChange> */
    public function changes(): \Generator
    {
        $ffi = $this->library->ffi;
        $diff = $this->handle;
        for ($row = 0, $count = $ffi->tthc_plan_diff_count($diff); $row < $count; $row++) {
            $change = $ffi->tthc_plan_diff_change($diff, $row);
            yield new PlanChange(
                kind: $ffi->tthc_row_kind_word($ffi->tthc_plan_diff_kind($diff, $row)),
                id: $ffi->tthc_plan_diff_id($diff, $row),
                change: $ffi->tthc_change_word($change),
                changeName: $ffi->tthc_change_name($change, $this->library->language),
                member: $ffi->tthc_plan_diff_member($diff, $row),
                before: $ffi->tthc_plan_diff_before($diff, $row),
                after: $ffi->tthc_plan_diff_after($diff, $row),
            );
        }
    }
}

/** What became of a row of a plan, or a member of it, in a merge. The texts are to be shown. */
final readonly class MergeRow
{
    /**
     * @param string $kind a word: "changed-above", "conflict"; $kindName is for people: "cấp trên thêm"
     * @param string $what "unit", "section", "task" or "indicator"
     * @param string|null $member null for the whole row
     * @param string|null $before when the unit's plan was derived
     * @param string|null $theirs what the superior makes of it now
     * @param string|null $ours what the unit made of it
     */
    public function __construct(
        public string $kind,
        public string $kindName,
        public string $what,
        public string $id,
        public ?string $member,
        public ?string $before,
        public ?string $theirs,
        public ?string $ours,
    ) {
    }
}

/** A unit's plan brought up to its superior's amended one. Never changes, and needs none of the plans any more. */
final class Merge
{
    use Handle;

    private const FREE = 'tthc_merge_free';

    /** How many rows a person must decide; the plan has what the unit made. */
    public function conflicts(): int
    {
        return $this->library->ffi->tthc_merge_conflicts($this->handle);
    }

    /** The merged plan, a new copy each time. */
    public function plan(): Plan
    {
        $plan = $this->library->ffi->tthc_merge_plan($this->handle, $this->library->error);
        return new Plan($this->library, $this->library->made($plan));
    }

    /** The rows as a document. */
    public function json(): string
    {
        return $this->document('tthc_merge_json');
    }

    /** @return \Generator<int, MergeRow> */
    public function rows(): \Generator
    {
        $ffi = $this->library->ffi;
        $merge = $this->handle;
        for ($row = 0, $count = $ffi->tthc_merge_count($merge); $row < $count; $row++) {
            $kind = $ffi->tthc_merge_kind($merge, $row);
            yield new MergeRow(
                kind: $ffi->tthc_merge_kind_word($kind),
                kindName: $ffi->tthc_merge_kind_name($kind, $this->library->language),
                what: $ffi->tthc_row_kind_word($ffi->tthc_merge_what($merge, $row)),
                id: $ffi->tthc_merge_id($merge, $row),
                member: $ffi->tthc_merge_member($merge, $row),
                before: $ffi->tthc_merge_before($merge, $row),
                theirs: $ffi->tthc_merge_theirs($merge, $row),
                ours: $ffi->tthc_merge_ours($merge, $row),
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

/** A change of a store: who, when, what and why. */
final readonly class TrailRow
{
    /**
     * @param int $seq from 1, without gaps
     * @param int|null $at UTC seconds; null, as $actor and $reason, when nobody said
     * @param string $action "saved", "appended", "removed", "restored" or "migrated"
     * @param int $revision the plan's latest after the change
     * @param int|null $firstFact the first of the facts that were appended, by its number in the plan, from 1
     * @param string|null $digestBefore of the plan's document, or of its facts
     * @param string $hash holds on to all rows before
     */
    public function __construct(
        public int $seq,
        public ?int $at,
        public ?string $actor,
        public string $action,
        public string $planId,
        public int $revision,
        public ?int $firstFact,
        public ?int $lastFact,
        public ?string $digestBefore,
        public ?string $digestAfter,
        public ?string $reason,
        public string $hash,
    ) {
    }
}

/** Rows of a store's trail at one moment. Never changes, and needs the store no more. */
final class Trail
{
    use Handle;

    private const FREE = 'tthc_trail_free';

    /** The rows as a document. */
    public function json(): string
    {
        return $this->written('tthc_trail_json');
    }

    /** @return \Generator<int, TrailRow> */
    public function rows(): \Generator
    {
        $ffi = $this->library->ffi;
        $trail = $this->handle;
        for ($row = 0, $count = $ffi->tthc_trail_count($trail); $row < $count; $row++) {
            yield new TrailRow(
                seq: $ffi->tthc_trail_seq($trail, $row),
                at: Library::given($ffi->tthc_trail_at($trail, $row)),
                actor: $ffi->tthc_trail_actor($trail, $row),
                action: $ffi->tthc_trail_action_word($ffi->tthc_trail_action($trail, $row)),
                planId: $ffi->tthc_trail_plan($trail, $row),
                revision: $ffi->tthc_trail_revision($trail, $row),
                firstFact: $ffi->tthc_trail_first_fact($trail, $row) ?: null,
                lastFact: $ffi->tthc_trail_last_fact($trail, $row) ?: null,
                digestBefore: $ffi->tthc_trail_digest_before($trail, $row),
                digestAfter: $ffi->tthc_trail_digest_after($trail, $row),
                reason: $ffi->tthc_trail_reason($trail, $row),
                hash: $ffi->tthc_trail_hash($trail, $row),
            );
        }
    }
}

/** An assignment of one of the plans of a store, with its state. */
final readonly class QueryRow
{
    public function __construct(
        public string $planId,
        public string $taskId,
        public string $title,
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
        public ?int $percent,
    ) {
    }
}

/** A page of assignments of many plans. Never changes, and needs the store no more. */
final class Query
{
    use Page;

    private const FREE = 'tthc_query_free';
    private const NEXT = 'tthc_query_next';

    /** How many of the plans that were asked about cannot be assessed by the shipped calendar. */
    public function leftOut(): int
    {
        return $this->library->ffi->tthc_query_left_out($this->handle);
    }

    /** @return \Generator<int, QueryRow> */
    public function rows(): \Generator
    {
        $ffi = $this->library->ffi;
        $query = $this->handle;
        for ($row = 0, $count = $ffi->tthc_query_count($query); $row < $count; $row++) {
            $state = $ffi->tthc_query_state($query, $row);
            yield new QueryRow(
                planId: $ffi->tthc_query_plan_id($query, $row),
                taskId: $ffi->tthc_query_task_id($query, $row),
                title: $ffi->tthc_query_title($query, $row),
                unitId: $ffi->tthc_query_unit_id($query, $row),
                unitName: $ffi->tthc_query_unit_name($query, $row),
                period: $ffi->tthc_query_period($query, $row),
                state: $ffi->tthc_state_word($state),
                stateName: $ffi->tthc_state_name($state, $this->library->language),
                start: Library::date($ffi->tthc_query_start_day($query, $row)),
                due: Library::date($ffi->tthc_query_due_day($query, $row)),
                effective: Library::date($ffi->tthc_query_effective_day($query, $row)),
                done: Library::date($ffi->tthc_query_done_day($query, $row)),
                daysLate: $ffi->tthc_query_days_late($query, $row),
                percent: Library::given($ffi->tthc_query_percent($query, $row)),
            );
        }
    }
}

/** What was reached of an indicator of one of the plans of a store, by one unit or by all together. */
final readonly class ValueRow
{
    /**
     * @param string|null $unitId null, as $unitName, of all together
     * @param string|null $target as text, ">= 20"; null, as its parts, when none holds
     * @param string|null $targetComparator a word: ">=", "range"
     * @param string|null $targetAmount of a range the lower end
     * @param bool $targetIsReduction it is on the reduction from a baseline
     * @param string|null $targetUnitId null for all together and each
     * @param string|null $targetPeriod null for always
     */
    public function __construct(
        public string $planId,
        public string $indicatorId,
        public string $title,
        public ?string $unitId,
        public ?string $unitName,
        public string $verdict,
        public string $verdictName,
        public ?int $numerator,
        public ?int $denominator,
        public ?string $text,
        public ?string $measure,
        public ?string $target,
        public ?string $targetComparator,
        public ?string $targetAmount,
        public ?string $targetHigh,
        public bool $targetIsReduction,
        public ?string $targetUnitId,
        public ?string $targetPeriod,
        public int $unitsReported,
        public int $unitsExpected,
    ) {
    }
}

/** A page of values of indicators of many plans. Never changes, and needs the store no more. */
final class ValueList
{
    use Page;

    private const FREE = 'tthc_value_list_free';
    private const NEXT = 'tthc_value_list_next';

    /** How many of the plans that were asked about have values that are not known. */
    public function leftOut(): int
    {
        return $this->library->ffi->tthc_value_list_left_out($this->handle);
    }

    /** The rows as a document. */
    public function json(): string
    {
        return $this->written('tthc_value_list_json');
    }

    /** @return \Generator<int, ValueRow> */
    public function rows(): \Generator
    {
        $ffi = $this->library->ffi;
        $values = $this->handle;
        $language = $this->library->language;
        for ($row = 0, $count = $ffi->tthc_value_list_count($values); $row < $count; $row++) {
            $verdict = $ffi->tthc_value_list_verdict($values, $row);
            yield new ValueRow(
                planId: $ffi->tthc_value_list_plan_id($values, $row),
                indicatorId: $ffi->tthc_value_list_indicator_id($values, $row),
                title: $ffi->tthc_value_list_title($values, $row),
                unitId: $ffi->tthc_value_list_unit_id($values, $row),
                unitName: $ffi->tthc_value_list_unit_name($values, $row),
                verdict: $ffi->tthc_verdict_word($verdict),
                verdictName: $ffi->tthc_verdict_name($verdict, $language),
                numerator: Library::given($ffi->tthc_value_list_numerator($values, $row)),
                denominator: Library::given($ffi->tthc_value_list_denominator($values, $row)),
                text: $ffi->tthc_value_list_text($values, $row, $language),
                measure: $ffi->tthc_value_list_measure($values, $row),
                target: $ffi->tthc_value_list_target($values, $row),
                targetComparator: $ffi->tthc_comparator_word($ffi->tthc_value_list_target_comparator($values, $row)),
                targetAmount: $ffi->tthc_value_list_target_amount($values, $row),
                targetHigh: $ffi->tthc_value_list_target_high($values, $row),
                targetIsReduction: (bool) $ffi->tthc_value_list_target_is_reduction($values, $row),
                targetUnitId: $ffi->tthc_value_list_target_unit_id($values, $row),
                targetPeriod: $ffi->tthc_value_list_target_period($values, $row),
                unitsReported: $ffi->tthc_value_list_units_reported($values, $row),
                unitsExpected: $ffi->tthc_value_list_units_expected($values, $row),
            );
        }
    }
}

/** Something that a unit must be written to about, in one of the plans of a store. */
final readonly class FollowUpListRow
{
    /**
     * @param list<Contact> $contacts those of the recipient on the day
     * @param string $role of the recipient: "owing", "superior" or "copy"
     * @param string $level its id; $levelName is for people: "Đôn đốc lần 2"
     * @param bool $isReport a report is missing; else the work itself
     * @param string $unitId of the unit that owes it
     */
    public function __construct(
        public string $recipientId,
        public string $recipientName,
        public array $contacts,
        public string $role,
        public string $level,
        public string $levelName,
        public string $planId,
        public string $taskId,
        public string $label,
        public string $title,
        public ?string $deadline,
        public string $period,
        public bool $isReport,
        public string $unitId,
        public string $unitName,
        public string $state,
        public string $stateName,
        public DateTimeImmutable $due,
        public DateTimeImmutable $effective,
        public int $daysLate,
        public int $workingDaysLate,
    ) {
    }
}

/** A page of who must be written to about what, in many plans. Never changes, and needs the store no more. */
final class FollowUpList
{
    use Page;

    private const FREE = 'tthc_follow_up_list_free';
    private const NEXT = 'tthc_follow_up_list_next';

    /** How many of the plans that were asked about cannot be assessed by the shipped calendar. */
    public function leftOut(): int
    {
        return $this->library->ffi->tthc_follow_up_list_left_out($this->handle);
    }

    /** The rows as a document. */
    public function json(): string
    {
        return $this->written('tthc_follow_up_list_json');
    }

    /** @return \Generator<int, FollowUpListRow> by recipient, plan in the order of saving, and task in printed order */
    public function rows(): \Generator
    {
        $ffi = $this->library->ffi;
        $list = $this->handle;
        $language = $this->library->language;
        for ($row = 0, $count = $ffi->tthc_follow_up_list_count($list); $row < $count; $row++) {
            $state = $ffi->tthc_follow_up_list_state($list, $row);
            yield new FollowUpListRow(
                recipientId: $ffi->tthc_follow_up_list_recipient_id($list, $row),
                recipientName: $ffi->tthc_follow_up_list_recipient_name($list, $row),
                contacts: $this->contacts($row),
                role: $ffi->tthc_recipient_role_word($ffi->tthc_follow_up_list_role($list, $row)),
                level: $ffi->tthc_follow_up_list_level($list, $row),
                levelName: $ffi->tthc_follow_up_list_level_name($list, $row, $language),
                planId: $ffi->tthc_follow_up_list_plan_id($list, $row),
                taskId: $ffi->tthc_follow_up_list_task_id($list, $row),
                label: $ffi->tthc_follow_up_list_label($list, $row),
                title: $ffi->tthc_follow_up_list_title($list, $row),
                deadline: $ffi->tthc_follow_up_list_deadline($list, $row),
                period: $ffi->tthc_follow_up_list_period($list, $row),
                isReport: (bool) $ffi->tthc_follow_up_list_is_report($list, $row),
                unitId: $ffi->tthc_follow_up_list_unit_id($list, $row),
                unitName: $ffi->tthc_follow_up_list_unit_name($list, $row),
                state: $ffi->tthc_state_word($state),
                stateName: $ffi->tthc_state_name($state, $language),
                due: Library::date($ffi->tthc_follow_up_list_due_day($list, $row)),
                effective: Library::date($ffi->tthc_follow_up_list_effective_day($list, $row)),
                daysLate: $ffi->tthc_follow_up_list_days_late($list, $row),
                workingDaysLate: $ffi->tthc_follow_up_list_working_days_late($list, $row),
            );
        }
    }

    /** @return list<Contact> */
    private function contacts(int $row): array
    {
        $ffi = $this->library->ffi;
        $contacts = [];
        for ($nth = 0; $nth < $ffi->tthc_follow_up_list_contact_count($this->handle, $row); $nth++) {
            $contacts[] = new Contact(
                name: $ffi->tthc_follow_up_list_contact_name($this->handle, $row, $nth),
                position: $ffi->tthc_follow_up_list_contact_position($this->handle, $row, $nth),
                email: $ffi->tthc_follow_up_list_contact_email($this->handle, $row, $nth),
                phone: $ffi->tthc_follow_up_list_contact_phone($this->handle, $row, $nth),
            );
        }
        return $contacts;
    }
}

/** A task or a unit that a search found. */
final readonly class SearchRow
{
    /**
     * @param string $kind "task" or "unit"
     * @param string $text the title, or the name
     * @param list<array{start: int, size: int}> $matches where each matching word is in the text, for substr()
     */
    public function __construct(
        public string $planId,
        public string $kind,
        public string $id,
        public string $text,
        public array $matches,
    ) {
    }
}

/** A page of what a search found. Never changes, and needs the store no more. */
final class Search
{
    use Page;

    private const FREE = 'tthc_search_free';
    private const NEXT = 'tthc_search_next';

    /** The rows as a document. */
    public function json(): string
    {
        return $this->written('tthc_search_json');
    }

    /** @return \Generator<int, SearchRow> by plan in the order of saving */
    public function rows(): \Generator
    {
        $ffi = $this->library->ffi;
        $search = $this->handle;
        for ($row = 0, $count = $ffi->tthc_search_count($search); $row < $count; $row++) {
            $matches = [];
            for ($nth = 0; $nth < $ffi->tthc_search_match_count($search, $row); $nth++) {
                $matches[] = [
                    'start' => $ffi->tthc_search_match_start($search, $row, $nth),
                    'size' => $ffi->tthc_search_match_size($search, $row, $nth),
                ];
            }
            yield new SearchRow(
                planId: $ffi->tthc_search_plan_id($search, $row),
                kind: $ffi->tthc_search_kind_word($ffi->tthc_search_kind($search, $row)),
                id: $ffi->tthc_search_id($search, $row),
                text: $ffi->tthc_search_text($search, $row),
                matches: $matches,
            );
        }
    }
}

/** How many assignments of all plans a unit, a section, a level or a plan has. */
final readonly class RollupCount
{
    /**
     * @param string|null $id null of what has no level, or no section
     * @param array<string, int> $counts how many are in each state, by its word
     */
    public function __construct(
        public ?string $id,
        public ?string $title,
        public int $assignments,
        public array $counts,
    ) {
    }
}

/** Counts by state over many plans. Never changes, and needs the store no more. */
final class RollupList
{
    use Handle;

    private const FREE = 'tthc_rollup_list_free';

    /** How many of the plans that were asked about cannot be assessed by the shipped calendar. */
    public function leftOut(): int
    {
        return $this->library->ffi->tthc_rollup_list_left_out($this->handle);
    }

    /** @return \Generator<int, RollupCount> by id, what has none first */
    public function rows(): \Generator
    {
        $ffi = $this->library->ffi;
        $rollups = $this->handle;
        $states = $this->library->words('state');
        for ($row = 0, $count = $ffi->tthc_rollup_list_count($rollups); $row < $count; $row++) {
            $counts = [];
            foreach ($states as $number => $word) {
                $counts[$word] = $ffi->tthc_rollup_list_assignments($rollups, $row, $number);
            }
            yield new RollupCount(
                id: $ffi->tthc_rollup_list_id($rollups, $row),
                title: $ffi->tthc_rollup_list_title($rollups, $row),
                assignments: $ffi->tthc_rollup_list_assignments($rollups, $row, 0),
                counts: $counts,
            );
        }
    }
}

/** A backup under way. Freed before it is done, it is called off, and its file removed. */
final class Backup
{
    use Handle;

    private const FREE = 'tthc_backup_free';

    /** How much is copied, in thousandths; it falls when the copy begins anew. */
    public function permille(): int
    {
        return $this->library->ffi->tthc_backup_permille($this->handle);
    }

    /**
     * Copies some pages more. One that failed with TTHC_E_BUSY may be repeated.
     * @param int $pages 0 for all that are left
     * @return bool whether more is left
     */
    public function step(int $pages = 0): bool
    {
        return (bool) $this->library->checked(
            $this->library->ffi->tthc_backup_step($this->handle, $pages, $this->library->error),
        );
    }
}

/** A loading of many documents under way. Freed before it is done, what its steps have loaded stays. */
final class Bulk
{
    use Handle;

    private const FREE = 'tthc_bulk_free';

    /** How much of the text is loaded, in thousandths. */
    public function permille(): int
    {
        return $this->library->ffi->tthc_bulk_permille($this->handle);
    }

    /** How many documents are loaded. */
    public function documents(): int
    {
        return $this->library->ffi->tthc_bulk_documents($this->handle);
    }

    /**
     * Loads some documents more in one transaction, wholly or not at all.
     * @return bool whether more is left
     */
    public function step(int $documents = 200): bool
    {
        return (bool) $this->library->checked(
            $this->library->ffi->tthc_bulk_step($this->handle, $documents, $this->library->error),
        );
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
        return $this->library->checked(
            $this->library->ffi->tthc_store_save($this->handle, $plan->handle, $this->library->error),
        );
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

    /** Begins to load documents, plans and facts, that stand one behind the other. */
    public function startBulk(string $documents): Bulk
    {
        $ffi = $this->library->ffi;
        $bulk = $ffi->tthc_store_bulk_start($this->handle, $documents, strlen($documents), $this->library->error);
        return new Bulk($this->library, $this->library->made($bulk));
    }

    /**
     * Takes a plan off the list; nothing is deleted. Saving it with its latest revision brings it back.
     * @param int $revision the latest, as the caller knows it
     * @param string|null $reason null when actAs() has told one
     */
    public function remove(string $planId, int $revision, ?string $reason = null): void
    {
        $this->library->checked($this->library->ffi->tthc_store_remove(
            $this->handle,
            Library::name($planId),
            $revision,
            $reason === null ? null : Library::name($reason),
            $this->library->error,
        ));
    }

    /** @return list<StoredPlan> those that were not removed, by id */
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

    /**
     * Assignments of all plans with their states as of a day, page by page.
     * @param array{warning_days?: int, order?: string, limit?: int, after?: string, plans?: list<string>,
     *     units?: list<string>, sections?: list<string>, tasks?: list<string>, levels?: list<string>,
     *     states?: list<string>, due_from?: DateTimeInterface|string, due_to?: DateTimeInterface|string} $options
     *     "order" is "due", "unit" or "task"; "limit" is of a page; "after" is Query::next() of an earlier page; the
     *     others are filters
     * @return \Generator<int, Query>
     */
    public function query(DateTimeInterface|string $asOf, array $options = []): \Generator
    {
        return $this->pages(Query::class, ['as_of' => $asOf] + $options, fn (string $asked): ?CData =>
            $this->library->ffi->tthc_store_query($this->handle, $asked, $this->library->error));
    }

    /**
     * Values of indicators of all plans, against their targets, as of a day, page by page.
     * @param array{of?: string, order?: string, limit?: int, after?: string, plans?: list<string>,
     *     units?: list<string>, indicators?: list<string>, levels?: list<string>, results?: list<string>} $options
     *     "of" is "plan" (all units together) or "unit"; "order" is "plan" or "result"; "limit" is of a page; "after"
     *     is ValueList::next() of an earlier page; the others are filters
     * @return \Generator<int, ValueList>
     */
    public function values(DateTimeInterface|string $asOf, array $options = []): \Generator
    {
        return $this->pages(ValueList::class, ['as_of' => $asOf] + $options, fn (string $asked): ?CData =>
            $this->library->ffi->tthc_store_values($this->handle, $asked, $this->library->error));
    }

    /**
     * Who must be written to about what in all plans, as of a day, page by page. What was sent is not known here: it
     * is listed again.
     * @param array<string, mixed> $options "warning_days", and the filters of query(); "recipients" and "reached" (ids
     *     of levels of follow-ups), list<string>, are filters too; "follow_up_levels" are as "levels" of
     *     Plan::followUp(); "limit" is of a page; "after" is FollowUpList::next() of an earlier page
     * @return \Generator<int, FollowUpList>
     */
    public function followUps(DateTimeInterface|string $asOf, array $options = []): \Generator
    {
        return $this->pages(FollowUpList::class, ['as_of' => $asOf] + $options, fn (string $asked): ?CData =>
            $this->library->ffi->tthc_store_follow_ups($this->handle, $asked, $this->library->error));
    }

    /**
     * Tasks and units by words of titles and names, with marks or without, page by page.
     * @param array{plans?: list<string>, kind?: string, limit?: int, after?: string} $options "kind" is "task" or
     *     "unit"; "limit" is of a page; "after" is Search::next() of an earlier page
     * @return \Generator<int, Search>
     */
    public function search(string $words, array $options = []): \Generator
    {
        $words = Library::name($words);
        return $this->pages(Search::class, $options, fn (string $asked): ?CData =>
            $this->library->ffi->tthc_store_search($this->handle, $words, $asked, $this->library->error));
    }

    /** The pages that are made when asked by options, one after the other. */
    private function pages(string $class, array $options, \Closure $ask): \Generator
    {
        do {
            $page = new $class($this->library, $this->library->made($ask(Library::json($options))));
            yield $page;
            $options['after'] = $page->next();
        } while ($options['after'] !== null);
    }

    /**
     * Counts the assignments of all plans.
     * @param string $by "unit", "section", "level" or "plan"
     * @param array<string, mixed> $options "warning_days", and the filters of query()
     */
    public function rollup(string $by, DateTimeInterface|string $asOf, array $options = []): RollupList
    {
        return new RollupList($this->library, $this->library->made($this->library->ffi->tthc_store_rollup(
            $this->handle,
            Library::json(['by' => $by, 'as_of' => $asOf] + $options),
            $this->library->error,
        )));
    }

    /**
     * Says who acts, for the trail's rows of the changes that follow; what is not said now is told no more.
     * @param array{actor?: string, at?: int, reason?: string} $acting "at" in UTC seconds
     */
    public function actAs(array $acting = []): void
    {
        $this->library->checked(
            $this->library->ffi->tthc_store_act_as($this->handle, Library::options($acting), $this->library->error),
        );
    }

    /** The head of the trail, "200:5d1f…", to be kept where those who can write the file cannot. */
    public function head(): string
    {
        return $this->written('tthc_store_head');
    }

    /**
     * What does not agree in the store and its trail, and with a head that was kept; empty when all does.
     * @return list<array{severity: string, code: string, message: string, path?: string}>
     */
    public function verify(?string $head = null): array
    {
        return $this->library->findings($this->library->ffi->tthc_store_verify(
            $this->handle,
            $head === null ? null : Library::name($head),
            $this->library->error,
        ));
    }

    /**
     * The trail, page by page.
     * @param array{plan?: string, after?: int, limit?: int} $options "after" is a seq, for the rows behind it;
     *     "limit" is of a page
     * @return \Generator<int, Trail>
     */
    public function trail(array $options = []): \Generator
    {
        $ffi = $this->library->ffi;
        while (true) {
            $page = new Trail($this->library, $this->library->made(
                $ffi->tthc_store_trail($this->handle, Library::options($options), $this->library->error),
            ));
            $count = $ffi->tthc_trail_count($page->handle);
            if ($count === 0) {
                return;
            }
            yield $page;
            $options['after'] = $ffi->tthc_trail_seq($page->handle, $count - 1);
        }
    }

    /** The revisions of a plan, also of a removed one, as the rows of the trail that brought them. */
    public function revisions(string $planId): Trail
    {
        $ffi = $this->library->ffi;
        $trail = $ffi->tthc_store_revisions($this->handle, Library::name($planId), $this->library->error);
        return new Trail($this->library, $this->library->made($trail));
    }

    /**
     * The store as lines of JSON, from behind a row of the trail to its head of now.
     * @param int $after a seq; 0 for the whole store
     * @return \Generator<int, string> texts of so many rows each
     */
    public function exportLines(int $after = 0, int $rows = 100): \Generator
    {
        $last = (int) strstr($this->head(), ':', true); // what others write meanwhile is for the next time
        for (; $after < $last; $after += $rows) {
            yield $this->written('tthc_store_export', $after, min($rows, $last - $after));
        }
    }

    /** Imports a text of exportLines() behind what the store has. Gives how many rows of the trail it had. */
    public function importLines(string $lines): int
    {
        return $this->library->checked(
            $this->library->ffi->tthc_store_import($this->handle, $lines, strlen($lines), $this->library->error),
        );
    }

    /**
     * Begins to copy the store into a file that is not there yet, while others go on writing.
     * @param array{restarts?: int} $options how often the copy may begin anew before a step gives up
     */
    public function startBackup(string $path, array $options = []): Backup
    {
        return new Backup($this->library, $this->library->made($this->library->ffi->tthc_store_backup_start(
            $this->handle,
            Library::name($path),
            Library::options($options),
            $this->library->error,
        )));
    }

    /**
     * What is damaged in the file, or is not as the library saves it; empty when all is well.
     * @param array{quick?: bool} $options
     * @return list<array{severity: string, code: string, message: string, path?: string}>
     */
    public function check(array $options = []): array
    {
        return $this->library->findings(
            $this->library->ffi->tthc_store_check($this->handle, Library::options($options), $this->library->error),
        );
    }

    /** Gives the room that is free inside the file back. Needs the file for itself. */
    public function compact(): void
    {
        $this->library->checked($this->library->ffi->tthc_store_compact($this->handle, $this->library->error));
    }

    /** Closes the store, and tells by an exception when that failed; it is closed with the object anyway. */
    public function close(): void
    {
        $this->library->checked($this->library->ffi->tthc_store_close($this->handle, $this->library->error));
    }
}
