"""libtthcplan for Python 3.11 and cffi: plans to control administrative procedures, and the state of every task as of
any day.

    library = tthcplan.Library()
    plan = library.read_plan(pathlib.Path("plan.json").read_bytes())
    for row in plan.assess(datetime.date(2021, 7, 15)).assignments():
        print(row.task_id, row.state_name)

The library is the file that the constructor names, else the environment variable TTHC_LIBRARY, else libtthcplan.so.0.
Its declarations come out of the library itself, so wrapper and library cannot disagree.

Documents go in and come out as UTF-8 JSON, days as datetime.date or "2021-07-15", states and kinds as the words of the
JSON formats ("done-on-time"). What is absent is None.
"""
from __future__ import annotations

import datetime
import json
import os
import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Self

import cffi

MAJOR = 0

_EPOCH = datetime.date(1970, 1, 1)
_NONE = -1
_NO_DAY = -2147483647
_NO_NUMBER = -2147483647


class TthcError(Exception):
    """A call that failed. str() is a sentence for people, `code` an `enum tthc_status`."""

    def __init__(self, message: str, code: int, path: str | None, line: int, column: int,
                 problems: list[dict[str, Any]]) -> None:
        super().__init__(message)
        self.code = code
        self.path = path  # where in the document: a JSON Pointer, "" for the whole, None when no document is meant
        self.line = line  # from 1; 0 when unknown
        self.column = column  # in code points, from 1; 0 when unknown
        self.problems = problems  # all of them: code, name, path, line, column, message, expected


@dataclass(frozen=True, slots=True)
class Contact:
    """A focal officer of a unit. Of a digest, who it is on the day: the days are None."""

    name: str
    position: str | None
    email: str | None
    phone: str | None
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Successor:
    """A unit that goes on with the work of one that ended."""

    unit_id: str
    kind: str  # "merge", "split", "rename" or "transfer"
    reference: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """The plan that another was made from: the superior's, or an earlier year's."""

    plan_id: str
    revision: int  # 0 when not known
    unit_id: str | None  # for which it was derived


@dataclass(frozen=True, slots=True)
class Assignment:
    """One unit's obligation for one task in one period, with its state."""

    task_id: str
    unit_id: str
    unit_name: str
    period: str
    state: str  # a word, "overdue"
    state_name: str  # for people, "quá hạn"
    start: datetime.date | None
    due: datetime.date | None
    effective: datetime.date | None
    done: datetime.date | None
    days_late: int
    working_days_late: int
    percent: int | None
    reason: str | None  # why, a word, "past-due-silent"; Assessment.sentence() tells it to people
    accepted: bool | None
    explained: bool | None


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of reporting periods: expected is received and missing, received is on time and late."""

    expected: int
    received: int
    on_time: int
    late: int
    missing: int


@dataclass(frozen=True, slots=True)
class Rollup:
    """The state of the whole plan, a section, a task, what a unit owes, or the reports of a period."""

    kind: str  # "plan", "section", "task", "unit" or "period"
    id: str
    title: str | None
    state: str | None  # None when nothing is tracked below it
    state_name: str | None
    assignments: int
    counts: dict[str, int]  # how many assignments are in each state, by its word
    units_done: int
    units_obliged: int
    percent: int | None
    percent_given: int
    on_time: int
    fallen_due: int
    open_in_time: int | None
    open_overdue: int | None
    reports: Reports | None


@dataclass(frozen=True, slots=True)
class Value:
    """What was reached of an indicator, by one unit or (`unit_id` None) by all together."""

    indicator_id: str
    title: str
    unit_id: str | None
    verdict: str
    verdict_name: str
    numerator: int | None
    denominator: int | None
    text: str | None
    target: str | None
    measure: str | None
    units_reported: int
    units_expected: int
    baseline: str | None  # what it was before the plan
    reduction: str | None  # by how many percent of the baseline it is below it
    periods_measured: int | None
    periods_left: int | None  # None when those measured have no kind in common
    needed: str | None  # what each period that is left must give to reach the target
    reachable: bool | None  # None when that is not known


@dataclass(frozen=True, slots=True)
class Figure:
    """What one period gave for an indicator, of one unit or (`unit_id` None) of all together."""

    indicator_id: str
    unit_id: str | None
    period: str
    verdict: str
    verdict_name: str
    numerator: int
    denominator: int
    text: str | None
    target: str | None
    units_reported: int
    units_expected: int


@dataclass(frozen=True, slots=True)
class AssignmentChange:
    """An assignment that differs between two assessments. The state is None where there is no such assignment."""

    task_id: str
    unit_id: str
    unit_name: str
    period: str
    change: str  # the first of "entered-overdue", "left-overdue", "appeared", "vanished", "due-moved", "state-changed"
    before_state: str | None
    after_state: str | None
    before_due: datetime.date | None
    after_due: datetime.date | None
    before_effective: datetime.date | None
    after_effective: datetime.date | None


@dataclass(frozen=True, slots=True)
class FollowUpItem:
    """Something that a unit is written to about."""

    role: str  # of the recipient: "owing", "superior" or "copy"
    level: str  # its id, "second-urging"
    level_name: str  # for people, "Đôn đốc lần 2"
    passed: list[str]  # ids of lower levels that were never given
    task_id: str
    label: str
    title: str
    deadline: str | None
    period: str
    is_report: bool  # a report is missing; else the work itself
    unit_id: str
    unit_name: str
    state: str
    state_name: str
    due: datetime.date
    effective: datetime.date
    days_late: int
    working_days_late: int
    promised: datetime.date | None  # the day by which the unit promised to be done


@dataclass(frozen=True, slots=True)
class Digest:
    """What goes to one unit."""

    unit_id: str
    unit_name: str
    contacts: list[Contact]  # those of the day
    items: list[FollowUpItem]
    text: str  # the letter, without letterhead and signature


@dataclass(frozen=True, slots=True)
class TallyRow:
    """The figures of form II.06a, of a unit or (`unit_id` None) of all, in one period; all None of who said nothing."""

    unit_id: str | None
    period: str
    first_day: datetime.date
    last_day: datetime.date
    units_reported: int
    received: int | None
    received_online: int | None
    received_direct: int | None
    carried_over: int | None
    done: int | None
    done_early: int | None
    done_on_time: int | None
    done_late: int | None
    pending: int | None
    pending_in_time: int | None
    pending_overdue: int | None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """How a row of a plan, or a member of it, differs between two revisions. The texts are to be shown."""

    kind: str  # "header", "part", "unit", "section", "task", "indicator" or "fact"
    id: str | None  # None for the header
    change: str  # a word, "reworded"
    change_name: str  # for people, "sửa câu chữ"
    member: str | None  # None for the whole row
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class MergeRow:
    """What became of a row of a plan, or a member of it, in a merge. The texts are to be shown."""

    kind: str  # a word, "changed-above", "conflict"
    kind_name: str  # for people, "cấp trên thêm"
    what: str  # "unit", "section", "task" or "indicator"
    id: str
    member: str | None  # None for the whole row
    before: str | None  # when the unit's plan was derived
    theirs: str | None  # what the superior makes of it now
    ours: str | None  # what the unit made of it


@dataclass(frozen=True, slots=True)
class Scheme:
    """By what units were ranked."""

    id: str
    name: str
    version: str
    basis: str | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of a rating scheme. Points here and below are in ten-thousandths of a point."""

    id: str
    name: str
    measure: str
    points: int  # the most that it gives


@dataclass(frozen=True, slots=True)
class Score:
    """What a unit got for a criterion."""

    criterion_id: str
    points: int | None  # None when the criterion is left out, or what it needs is missing
    text: str | None  # the points for people
    numerator: int  # what was counted, as the criterion's measure says
    denominator: int  # out of how much; 0: there is nothing to judge by
    explanation: str


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """A unit in its block. One that is not ranked has no rank, points and class, but a reason."""

    block_id: str
    block_name: str
    rank: int | None
    unit_id: str
    unit_name: str
    points: int | None
    attainable: int | None
    total: str | None  # for people, scaled up to all points where criteria were left out
    class_id: str | None
    class_name: str | None
    reason: str | None  # why it is not ranked, a word, "owes-nothing"
    reason_text: str | None
    scores: list[Score]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """The counts of a plan, section, task, unit or reporting period; or (`unit_id` given) of a unit's part of a task.

    Counts are by cell: "all", the official four "done_on_time", "done_late", "open_in_time", "open_overdue", and
    "waiting", "cancelled".
    """

    kind: str
    unit_id: str | None
    id: str
    label: str | None
    title: str | None
    to_date: dict[str, int]  # all of the plan, as of the day
    due_in_period: dict[str, int]
    done_in_period: dict[str, int]  # "all", "done_on_time" and "done_late"
    reports: Reports  # of the reporting periods that end in the period


@dataclass(frozen=True, slots=True)
class ReportTask:
    """A row of a report's table of tasks; the line of that task has its counts."""

    id: str
    section_id: str | None
    label: str
    title: str
    lead: str | None
    coordinator: str | None
    deliverable: str | None
    deadline: str | None
    state: str | None  # None when nothing is tracked below it
    state_name: str | None
    percent: int | None
    units_done: int
    units_obliged: int
    note: str | None  # the last of the period


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document that proves work of the period."""

    task_id: str
    unit_id: str | None  # None: of every unit
    period: str | None
    number: str | None
    day: datetime.date | None
    text: str | None
    link: str | None


@dataclass(frozen=True, slots=True)
class Reached:
    """What was reached of an indicator, to date or in the period."""

    verdict: str
    verdict_name: str
    numerator: int | None
    denominator: int | None
    text: str | None
    target: str | None
    units_reported: int
    units_expected: int


@dataclass(frozen=True, slots=True)
class ReportValue:
    """An indicator in a report, of one unit or (`unit_id` None) of all together."""

    indicator_id: str
    title: str
    unit_id: str | None
    measure: str | None
    to_date: Reached
    in_period: Reached
    periods: list[str]  # what `in_period` is made of


@dataclass(frozen=True, slots=True)
class Remark:
    """A difficulty, or an explanation, of the period."""

    kind: str  # "difficulty" or "explanation"
    task_id: str | None  # None for what is said of a figure
    indicator_id: str | None
    unit_id: str | None  # None: of every unit
    unit_name: str | None
    period: str | None
    day: datetime.date
    text: str | None
    reference: str | None


@dataclass(frozen=True, slots=True)
class LateAssignment:
    """What is overdue as of a report's day."""

    task_id: str
    unit_id: str
    unit_name: str
    period: str
    due: datetime.date
    days_late: int
    working_days_late: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ReportChange:
    """What became overdue since the day before the period, or no longer is."""

    change: str  # "entered-overdue" or "left-overdue"
    task_id: str
    unit_id: str
    unit_name: str
    period: str
    state: str | None


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan as a store lists it: its latest revision, and how many facts are stored."""

    id: str
    subject: str | None
    year: int
    revision: int
    facts: int


@dataclass(frozen=True, slots=True)
class TrailRow:
    """A change of a store: who, when, what and why."""

    seq: int  # from 1, without gaps
    at: int | None  # UTC seconds; None, as `actor` and `reason`, when nobody said
    actor: str | None
    action: str  # "saved", "appended", "removed", "restored" or "migrated"
    plan_id: str
    revision: int  # the plan's latest after the change
    first_fact: int | None  # the facts that were appended, by their numbers in the plan, from 1
    last_fact: int | None
    digest_before: str | None  # of the plan's document, or of its facts
    digest_after: str | None
    reason: str | None
    hash: str  # holds on to all rows before


@dataclass(frozen=True, slots=True)
class QueryRow:
    """An assignment of one of the plans of a store, with its state."""

    plan_id: str
    task_id: str
    title: str
    unit_id: str
    unit_name: str
    period: str
    state: str
    state_name: str
    start: datetime.date | None
    due: datetime.date | None
    effective: datetime.date | None
    done: datetime.date | None
    days_late: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class ValueRow:
    """What was reached of an indicator of one of the plans of a store, by one unit or by all together."""

    plan_id: str
    indicator_id: str
    title: str
    unit_id: str | None  # None, as `unit_name`, of all together
    unit_name: str | None
    verdict: str
    verdict_name: str
    numerator: int | None
    denominator: int | None
    text: str | None
    measure: str | None
    target: str | None  # as text, ">= 20"; None, as its parts, when none holds
    target_comparator: str | None  # a word, ">=", "range"
    target_amount: str | None  # of a range the lower end
    target_high: str | None
    target_is_reduction: bool  # it is on the reduction from a baseline
    target_unit_id: str | None  # None for all together and each
    target_period: str | None  # None for always
    units_reported: int
    units_expected: int


@dataclass(frozen=True, slots=True)
class FollowUpListRow:
    """Something that a unit must be written to about, in one of the plans of a store."""

    recipient_id: str
    recipient_name: str
    contacts: list[Contact]  # those of the recipient on the day
    role: str  # of the recipient: "owing", "superior" or "copy"
    level: str  # its id, "second-urging"
    level_name: str  # for people, "Đôn đốc lần 2"
    plan_id: str
    task_id: str
    label: str
    title: str
    deadline: str | None
    period: str
    is_report: bool  # a report is missing; else the work itself
    unit_id: str  # of the unit that owes it
    unit_name: str
    state: str
    state_name: str
    due: datetime.date
    effective: datetime.date
    days_late: int
    working_days_late: int


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A task or a unit that a search found."""

    plan_id: str
    kind: str  # "task" or "unit"
    id: str
    text: str  # the title, or the name
    matches: list[tuple[int, int]]  # where each matching word begins and ends in the text


@dataclass(frozen=True, slots=True)
class RollupCount:
    """How many assignments of all plans a unit, a section, a level or a plan has."""

    id: str | None  # None of what has no level, or no section
    title: str | None
    assignments: int
    counts: dict[str, int]  # how many are in each state, by its word


class Library:
    """The loaded library: makes everything else. May be used by several threads."""

    def __init__(self, path: str | os.PathLike[str] | None = None, language: str = "vi") -> None:
        """`language` is that of names and messages: "vi" or "en"."""
        path = os.fspath(path or os.environ.get("TTHC_LIBRARY") or "libtthcplan.so.0")
        first = cffi.FFI()
        first.cdef("const char *tthc_ffi_cdef(void);")
        self.ffi = cffi.FFI()
        self.ffi.cdef(self.ffi.string(first.dlopen(path).tthc_ffi_cdef()).decode())
        self.lib = self.ffi.dlopen(path)
        if self.lib.tthc_version_number() // 1_000_000 != MAJOR:
            raise ImportError(f"libtthcplan {self.version} is of another major version")
        self.language = language
        self._language = language.encode()
        self._thread = threading.local()

    @property
    def version(self) -> str:
        return self.text(self.lib.tthc_version())

    @property
    def rating_scheme(self) -> str:
        """The rating scheme that the library ships, as a document to begin one's own with."""
        return self.text(self.lib.tthc_rating_scheme())

    def read_plan(self, document: str | bytes, **options: int) -> Plan:
        """Reads a plan document, with its facts if it embeds them.

        Options: revision=3, the store's revision that the document was made from, for Store.save().
        """
        data = _document(document)
        return Plan(self, self.made(self.lib.tthc_plan_read(data, len(data), self.options(options), self.error)))

    def read_document(self, document: str | bytes, known: Plan | None = None, **options: Any) -> Plan:
        """Reads a plan from the document itself: text, Markdown or .docx. The units of `known` are preferred.

        Options: id="vinh-cuu-2021", year=2021, encoding="windows-1258".
        """
        data = _document(document)
        register = self.ffi.NULL if known is None else known._handle
        return Plan(self, self.made(self.lib.tthc_plan_read_document(data, len(data), register, self.options(options),
                                                                     self.error)))

    def read_file(self, path: str | os.PathLike[str]) -> bytes:
        """The bytes of a file, at most 64 MiB."""
        return self.owned(self.lib.tthc_text_from_file(_name(os.fsencode(path)), self.error))

    def open_store(self, path: str | os.PathLike[str], **options: Any) -> Store:
        """Options: create=True, read_only=False, busy_ms=5000, journal="truncate" or "wal", allow_network=False."""
        store = self.lib.tthc_store_open(_name(os.fsencode(path)), self.options(options), self.error)
        return Store(self, self.made(store))

    def tally(self, first_day: datetime.date | str, last_day: datetime.date | str, **options: Any) -> Tally:
        """A new tally of dossiers, with figures for the periods that end in these days; the last is that of the data.

        Options: regime="kstt", None for calendar periods; period="quarter", units=["ubnd-xa-ma-da"].
        """
        options = self.options({"first_day": first_day, "last_day": last_day, **options})
        return Tally(self, self.made(self.lib.tthc_tally_new(self.ffi.NULL, options, self.error)))

    def day(self, day: datetime.date | str) -> int:
        """A day as the library counts them, from 1970-01-01."""
        number = self.lib.tthc_day_from_text(_name(str(day)), self.error)
        if number == _NO_DAY:
            raise self.failure()
        return number

    def has(self, function: str) -> bool:
        """Whether the library has a function; an older one lacks newer ones, and what they tell is None."""
        return hasattr(self.lib, function)

    # What follows is for the classes below.

    @property
    def error(self) -> Any:
        """This thread's error object, made once, filled by a call that fails."""
        try:
            return self._thread.error
        except AttributeError:
            self._thread.error = self.ffi.gc(self.lib.tthc_error_new(), self.lib.tthc_error_free)
            return self._thread.error

    def failure(self) -> TthcError:
        error = self.error
        problems = self.text(self.lib.tthc_error_problems_json(error, self._language))
        return TthcError(self.text(self.lib.tthc_error_message(error, self._language)) or "",
                         self.lib.tthc_error_code(error), self.text(self.lib.tthc_error_path(error)),
                         self.lib.tthc_error_line(error), self.lib.tthc_error_column(error),
                         json.loads(problems or "[]"))

    def made(self, handle: Any) -> Any:
        """What a maker gave."""
        if not handle:
            raise self.failure()
        return handle

    def checked(self, status: int) -> int:
        """What a status function gave."""
        if status < 0:
            raise self.failure()
        return status

    def text(self, pointer: Any) -> str | None:
        """A borrowed text."""
        return self.ffi.string(pointer).decode() if pointer else None

    def owned(self, text: Any) -> bytes:
        """What is in an owned text, which is freed."""
        data = self.ffi.unpack(self.lib.tthc_text_data(self.made(text)), self.lib.tthc_text_size(text))
        self.lib.tthc_text_free(text)
        return data

    def options(self, options: dict[str, Any]) -> Any:
        return _json(options) if options else self.ffi.NULL

    def findings(self, findings: Any) -> list[dict[str, Any]]:
        """What is in owned findings, which are freed."""
        try:
            return json.loads(self.owned(
                self.lib.tthc_findings_json(self.made(findings), self._language, self.error)))
        finally:
            self.lib.tthc_findings_free(findings)

    def words(self, kind: str) -> dict[int, str]:
        """The words of a kind by number: "state" gives {1: "cancelled", …}; none when the library does not know it."""
        words: dict[int, str] = {}
        if not self.has(f"tthc_{kind}_word"):
            return words
        word_of = getattr(self.lib, f"tthc_{kind}_word")
        while (word := self.text(word_of(len(words) + 1))) is not None:
            words[len(words) + 1] = word
        return words

    def name_of(self, kind: str, number: int) -> str | None:
        """The name of a state or verdict for people."""
        return self.text(getattr(self.lib, f"tthc_{kind}_name")(number, self._language))

    def said(self, function: str, handle: Any, *places: int) -> str | None:
        """A text for people, of a function of handle, places and language."""
        return self.text(getattr(self.lib, function)(handle, *places, self._language))


class _Handle:
    """An object of the library. It is freed by close(), at the end of a `with`, or with the Python object."""

    _free: str

    def __init__(self, library: Library, handle: Any) -> None:
        self._library = library
        self._handle = handle
        self._finalizer = weakref.finalize(self, getattr(library.lib, self._free), handle)

    def close(self) -> None:
        """Frees it; later calls fail or give None."""
        self._handle = self._library.ffi.NULL
        self._finalizer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _written(self, function: str, *arguments: Any) -> str:
        """What a function of handle, arguments and error writes."""
        library = self._library
        return library.owned(getattr(library.lib, function)(self._handle, *arguments, library.error)).decode()

    def _document(self, function: str, **options: Any) -> str:
        """The same of a function whose only argument are options."""
        return self._written(function, self._library.options(options))

    def _findings(self, function: str) -> list[dict[str, Any]]:
        """The findings that a function of handle and error gives."""
        library = self._library
        return library.findings(getattr(library.lib, function)(self._handle, library.error))


class Plan(_Handle):
    """A plan in memory: an issued document and the facts recorded since."""

    _free = "tthc_plan_free"

    @property
    def id(self) -> str:
        return self._library.text(self._library.lib.tthc_plan_id(self._handle))

    @property
    def year(self) -> int:
        return self._library.lib.tthc_plan_year(self._handle)

    @property
    def first_day(self) -> datetime.date:
        return _date(self._library.lib.tthc_plan_first_day(self._handle))

    @property
    def last_day(self) -> datetime.date:
        return _date(self._library.lib.tthc_plan_last_day(self._handle))

    @property
    def subject(self) -> str | None:
        return self._library.text(self._library.lib.tthc_plan_subject(self._handle))

    @property
    def number(self) -> str | None:
        """The number and symbol of the document, "05/KH-UBND"."""
        return self._library.text(self._library.lib.tthc_plan_number(self._handle))

    @property
    def revision(self) -> int:
        """The revision that it was loaded or saved as; 0 when never stored."""
        return self._library.lib.tthc_plan_revision(self._handle)

    @property
    def fact_count(self) -> int:
        return self._library.lib.tthc_plan_fact_count(self._handle)

    @property
    def units(self) -> dict[str, str]:
        """The names of the units by id, in the plan's order."""
        text, lib = self._library.text, self._library.lib
        return {text(lib.tthc_unit_id(self._handle, unit)): text(lib.tthc_unit_name(self._handle, unit))
                for unit in range(lib.tthc_plan_unit_count(self._handle))}

    def contacts(self, unit_id: str) -> list[Contact]:
        """The focal officers of a unit, for whatever days."""
        text, lib, plan = self._library.text, self._library.lib, self._handle
        unit = lib.tthc_plan_find_unit(plan, _name(unit_id))
        return [Contact(name=text(lib.tthc_contact_name(plan, unit, row)),
                        position=text(lib.tthc_contact_position(plan, unit, row)),
                        email=text(lib.tthc_contact_email(plan, unit, row)),
                        phone=text(lib.tthc_contact_phone(plan, unit, row)),
                        first_day=_date(lib.tthc_contact_first_day(plan, unit, row)),
                        last_day=_date(lib.tthc_contact_last_day(plan, unit, row)))
                for row in range(lib.tthc_unit_contact_count(plan, unit))]

    def successors(self, unit_id: str) -> list[Successor]:
        """Who goes on with the work of a unit that ended."""
        library, text, lib, plan = self._library, self._library.text, self._library.lib, self._handle
        kinds = library.words("succession")
        unit = lib.tthc_plan_find_unit(plan, _name(unit_id))
        return [Successor(unit_id=text(lib.tthc_unit_id(plan, lib.tthc_successor_unit(plan, unit, row))),
                          kind=kinds[lib.tthc_successor_kind(plan, unit, row)],
                          reference=text(lib.tthc_successor_reference(plan, unit, row)))
                for row in range(lib.tthc_unit_successor_count(plan, unit))]

    def superior(self, unit_id: str) -> str | None:
        """The id of the unit above a unit; None when there is none."""
        lib, plan = self._library.lib, self._handle
        unit = lib.tthc_plan_find_unit(plan, _name(unit_id))
        return self._library.text(lib.tthc_unit_id(plan, lib.tthc_unit_superior(plan, unit)))

    @property
    def source(self) -> Source | None:
        """The plan that this one was made from."""
        text, lib, plan = self._library.text, self._library.lib, self._handle
        source = text(lib.tthc_plan_source_plan(plan))
        return None if source is None else Source(
            source, lib.tthc_plan_source_revision(plan), text(lib.tthc_plan_source_unit(plan)))

    def findings(self) -> list[dict[str, Any]]:
        """What was noticed in the plan, and in the document that it was read from: warnings first."""
        return self._findings("tthc_plan_findings")

    def json(self, *, facts: bool = False) -> str:
        """The plan as a document."""
        return self._document("tthc_plan_json", **({"facts": True} if facts else {}))

    def read_facts(self, document: str | bytes) -> int:
        """Adds the facts of a facts document; one bad fact, and none is added. Gives how many were new."""
        library, data = self._library, _document(document)
        return library.checked(
            library.lib.tthc_plan_read_facts(self._handle, data, len(data), library.ffi.NULL, library.error))

    def read_facts_csv(self, table: str | bytes, **options: str) -> int:
        """Adds the facts of a table as spreadsheets write it; one bad row, and none is added. Gives how many were new.

        Options: separator=";", kind="progress" of rows that tell none, encoding="windows-1258".
        """
        library, data = self._library, _document(table)
        return library.checked(library.lib.tthc_plan_read_facts_csv(
            self._handle, data, len(data), library.options(options), library.error))

    def find_task(self, task_id: str) -> int | None:
        """The index of a task; None when there is none of that id."""
        return _index(self._library.lib.tthc_plan_find_task(self._handle, _name(task_id)))

    def find_unit(self, unit_id: str) -> int | None:
        """The index of a unit; None when there is none of that id."""
        return _index(self._library.lib.tthc_plan_find_unit(self._handle, _name(unit_id)))

    def add_progress(self, task_id: str, unit_id: str, period: str, state: str, day: datetime.date | str,
                     **members: Any) -> int:
        """Adds what a unit says of its assignment: "not-started", "in-progress", "done" or "cancelled".

        `members` are others of the fact: evidence={"number": "31/BC-UBND"}.
        """
        return self.add_fact({"kind": "progress", "task": task_id, "unit": unit_id, "period": period, "state": state,
                              "day": str(day), **members})

    def add_fact(self, fact: dict[str, Any]) -> int:
        """Adds any fact, an object of a facts document: {"kind": "extension", "task": "B.1", …}.

        Gives its index, that of the fact already there when the plan holds the same one.
        """
        library, data = self._library, _json(fact)
        return library.checked(library.lib.tthc_plan_add_fact(self._handle, data, len(data), library.error))

    def assess(self, as_of: datetime.date | str, **options: Any) -> Assessment:
        """The state as of a day. Options: warning_days=7, known_at (UTC seconds).

        Filters, each a list: units, roles ("lead", "coordinator"), sections, tasks, states, periods.
        """
        library = self._library
        return Assessment(library, library.made(library.lib.tthc_assessment_new(
            self._handle, library.ffi.NULL, library.day(as_of), library.options(options), library.error)))

    def follow_up(self, assessment: Assessment, sent: str | bytes | None = None, **options: Any) -> FollowUp:
        """What is to be sent on the day of an assessment of this plan.

        `sent` is the log of what was sent, FollowUp.log_json() of the last time; None for nothing.
        Options: levels, hold_working_days=5, reply_by (a day) or reply_working_days=3.
        """
        library = self._library
        data = library.ffi.NULL if sent is None else _document(sent)
        return FollowUp(library, library.made(library.lib.tthc_follow_up_new(
            self._handle, assessment._handle, library.ffi.NULL, data, 0 if sent is None else len(data),
            library.options(options), library.error)))

    def report(self, period: str, **options: Any) -> Report:
        """The report of a period, "kstt:2021-Q2" or "Quý II/2021".

        Options: as_of (a day; the period's last unless given), known_at (UTC seconds), warning_days=7, unit, level,
        per_unit=True, compare=True, provisional=True.
        """
        library = self._library
        return Report(library, library.made(library.lib.tthc_report_new(
            self._handle, library.ffi.NULL, _name(period), library.options(options), library.error)))

    def rank(self, assessment: Assessment, scheme: str | bytes | None = None, **options: Any) -> Ranking:
        """Ranks the units by an assessment of this plan. Without a scheme by Library.rating_scheme.

        Options: scores=[{"unit": "ubnd-xa-ma-da", "criterion": "sang-kien", "points": 7.5}] of manual criteria.
        """
        library = self._library
        data = library.ffi.NULL if scheme is None else _document(scheme)
        return Ranking(library, library.made(library.lib.tthc_ranking_new(
            self._handle, assessment._handle, data, 0 if scheme is None else len(data), library.options(options),
            library.error)))

    def diff(self, after: Plan) -> PlanDiff:
        """What differs in another revision of the plan."""
        library = self._library
        return PlanDiff(library, library.made(
            library.lib.tthc_plan_diff_new(self._handle, after._handle, library.error)))

    def derive(self, unit_id: str, **options: str) -> Plan:
        """A unit's own plan, from this one. Options: id, subject, authority, coordinates="include" or "exclude"."""
        library = self._library
        return Plan(library, library.made(library.lib.tthc_plan_derive(
            self._handle, _name(unit_id), library.options(options), library.error)))

    def roll_up(self, derived: Plan) -> int:
        """Adds what a unit reports in the plan derived for it. Gives how many facts were new."""
        library = self._library
        return library.checked(library.lib.tthc_plan_roll_up(
            self._handle, derived._handle, library.ffi.NULL, library.error))

    def rederive(self, before: Plan, now: Plan, **options: Any) -> Merge:
        """This plan of a unit merged with its superior's amended one; it stays as it is.

        `before` is the superior's plan that this one was derived from, `now` the same as it is now. Options:
        coordinates="include" or "exclude", restore=["A.1"], ids of what the unit took out and wants again.
        """
        library = self._library
        return Merge(library, library.made(library.lib.tthc_plan_rederive(
            before._handle, now._handle, self._handle, library.options(options), library.error)))

    def carry_over(self, assessment: Assessment, **options: Any) -> Plan:
        """A later year's plan with what is unfinished in an assessment of this one, or goes on. Options: id, year."""
        library = self._library
        return Plan(library, library.made(library.lib.tthc_plan_carry_over(
            self._handle, assessment._handle, library.options(options), library.error)))

    def senders_json(self, first_day: datetime.date | str | None = None,
                     last_day: datetime.date | str | None = None) -> str:
        """Who has reported anything of these days, as a document."""
        days = {"from": first_day, "to": last_day}
        return self._document("tthc_plan_senders_json", **{name: day for name, day in days.items() if day is not None})


class Assessment(_Handle):
    """The state of a whole plan as of one day. Never changes, and needs the plan no more."""

    _free = "tthc_assessment_free"

    @property
    def plan_id(self) -> str:
        return self._library.text(self._library.lib.tthc_assessment_plan_id(self._handle))

    @property
    def subject(self) -> str | None:
        return self._library.text(self._library.lib.tthc_assessment_subject(self._handle))

    @property
    def as_of(self) -> datetime.date:
        return _date(self._library.lib.tthc_assessment_as_of(self._handle))

    def json(self, *, sentences: bool = False) -> str:
        """The whole assessment as a document; with `sentences` each assignment tells why it is in its state."""
        return self._document("tthc_assessment_json", **({"sentences": self._library.language} if sentences else {}))

    def findings(self) -> list[dict[str, Any]]:
        """What was noticed: facts that match no assignment, years without days off, …"""
        return self._findings("tthc_assessment_findings")

    def sentence(self, row: int) -> str:
        """Why an assignment is in its state. `row` is its place among assignments(), from 0."""
        return self._written("tthc_assignment_sentence", row, self._library._language)

    def diff(self, after: Assessment) -> AssessmentDiff:
        """What differs in a later assessment of the plan."""
        library = self._library
        return AssessmentDiff(library, library.made(
            library.lib.tthc_assessment_diff_new(self._handle, after._handle, library.error)))

    def assignments(self) -> Iterator[Assignment]:
        """The assignments, by task, period and unit."""
        library, lib, text, a = self._library, self._library.lib, self._library.text, self._handle
        words = library.words("state")
        names = {state: library.name_of("state", state) for state in words}
        reasons = library.words("reason")
        for row in range(lib.tthc_assignment_count(a)):
            state = lib.tthc_assignment_state(a, row)
            yield Assignment(
                task_id=text(lib.tthc_assignment_task_id(a, row)),
                unit_id=text(lib.tthc_assignment_unit_id(a, row)),
                unit_name=text(lib.tthc_assignment_unit_name(a, row)),
                period=text(lib.tthc_assignment_period(a, row)),
                state=words[state],
                state_name=names[state],
                start=_date(lib.tthc_assignment_start_day(a, row)),
                due=_date(lib.tthc_assignment_due_day(a, row)),
                effective=_date(lib.tthc_assignment_effective_day(a, row)),
                done=_date(lib.tthc_assignment_done_day(a, row)),
                days_late=lib.tthc_assignment_days_late(a, row),
                working_days_late=lib.tthc_assignment_working_days_late(a, row),
                percent=_given(lib.tthc_assignment_percent(a, row)),
                reason=reasons[lib.tthc_assignment_reason(a, row)] if reasons else None,
                accepted=bool(lib.tthc_assignment_accepted(a, row)) if reasons else None,
                explained=bool(lib.tthc_assignment_explained(a, row)) if reasons else None)

    def rollups(self) -> Iterator[Rollup]:
        """The plan, then the sections, the tasks, the units, the reporting periods."""
        library, lib, text, a = self._library, self._library.lib, self._library.text, self._handle
        kinds = library.words("rollup_kind")
        newer = library.has("tthc_rollup_open_in_time")
        words = library.words("state")
        for row in range(lib.tthc_rollup_count(a)):
            state = lib.tthc_rollup_state(a, row)
            yield Rollup(
                kind=kinds[lib.tthc_rollup_kind(a, row)],
                id=text(lib.tthc_rollup_id(a, row)),
                title=text(lib.tthc_rollup_title(a, row)),
                state=words.get(state),
                state_name=library.name_of("state", state),
                assignments=lib.tthc_rollup_assignments(a, row, 0),
                counts={word: lib.tthc_rollup_assignments(a, row, number) for number, word in words.items()},
                units_done=lib.tthc_rollup_units_done(a, row),
                units_obliged=lib.tthc_rollup_units_obliged(a, row),
                percent=_given(lib.tthc_rollup_percent(a, row)),
                percent_given=lib.tthc_rollup_percent_given(a, row),
                on_time=lib.tthc_rollup_on_time(a, row),
                fallen_due=lib.tthc_rollup_fallen_due(a, row),
                open_in_time=lib.tthc_rollup_open_in_time(a, row) if newer else None,
                open_overdue=lib.tthc_rollup_open_overdue(a, row) if newer else None,
                reports=self._reports(row) if newer else None)

    def _reports(self, row: int) -> Reports:
        lib, a = self._library.lib, self._handle
        return Reports(
            expected=lib.tthc_rollup_reports_expected(a, row),
            received=lib.tthc_rollup_reports_received(a, row),
            on_time=lib.tthc_rollup_reports_on_time(a, row),
            late=lib.tthc_rollup_reports_late(a, row),
            missing=lib.tthc_rollup_reports_missing(a, row))

    def values(self) -> Iterator[Value]:
        """Of each indicator all units together, then each unit."""
        library, lib, text, a = self._library, self._library.lib, self._library.text, self._handle
        words = library.words("verdict")
        newer = library.has("tthc_value_reachable")
        for row in range(lib.tthc_value_count(a)):
            verdict = lib.tthc_value_verdict(a, row)
            yield Value(
                indicator_id=text(lib.tthc_value_indicator_id(a, row)),
                title=text(lib.tthc_value_title(a, row)),
                unit_id=text(lib.tthc_value_unit_id(a, row)),
                verdict=words[verdict],
                verdict_name=library.name_of("verdict", verdict),
                numerator=_given(lib.tthc_value_numerator(a, row)),
                denominator=_given(lib.tthc_value_denominator(a, row)),
                text=library.said("tthc_value_text", a, row),
                target=text(lib.tthc_value_target(a, row)),
                measure=text(lib.tthc_value_measure(a, row)),
                units_reported=lib.tthc_value_units_reported(a, row),
                units_expected=lib.tthc_value_units_expected(a, row),
                baseline=text(lib.tthc_value_baseline(a, row)) if newer else None,
                reduction=library.said("tthc_value_reduction", a, row) if newer else None,
                periods_measured=lib.tthc_value_periods_measured(a, row) if newer else None,
                periods_left=_given(lib.tthc_value_periods_left(a, row)) if newer else None,
                needed=library.said("tthc_value_needed", a, row) if newer else None,
                reachable=_truth(lib.tthc_value_reachable(a, row)) if newer else None)

    def figures(self) -> Iterator[Figure]:
        """Of each indicator the periods of all units together, then those of each unit."""
        library, lib, text, a = self._library, self._library.lib, self._library.text, self._handle
        words = library.words("verdict")
        for row in range(lib.tthc_figure_count(a)):
            verdict = lib.tthc_figure_verdict(a, row)
            yield Figure(
                indicator_id=text(lib.tthc_figure_indicator_id(a, row)),
                unit_id=text(lib.tthc_figure_unit_id(a, row)),
                period=text(lib.tthc_figure_period(a, row)),
                verdict=words[verdict],
                verdict_name=library.name_of("verdict", verdict),
                numerator=lib.tthc_figure_numerator(a, row),
                denominator=lib.tthc_figure_denominator(a, row),
                text=library.said("tthc_figure_text", a, row),
                target=text(lib.tthc_figure_target(a, row)),
                units_reported=lib.tthc_figure_units_reported(a, row),
                units_expected=lib.tthc_figure_units_expected(a, row))


class AssessmentDiff(_Handle):
    """What differs between two assessments of one plan."""

    _free = "tthc_assessment_diff_free"

    def json(self) -> str:
        """The differences as a document."""
        return self._document("tthc_assessment_diff_json")

    def changes(self) -> Iterator[AssignmentChange]:
        """In the order of the later assessment; then what only the earlier one has."""
        library, lib, text, diff = self._library, self._library.lib, self._library.text, self._handle
        words, states = library.words("assessment_change"), library.words("state")
        for row in range(lib.tthc_assessment_diff_count(diff)):
            yield AssignmentChange(
                task_id=text(lib.tthc_assessment_diff_task_id(diff, row)),
                unit_id=text(lib.tthc_assessment_diff_unit_id(diff, row)),
                unit_name=text(lib.tthc_assessment_diff_unit_name(diff, row)),
                period=text(lib.tthc_assessment_diff_period(diff, row)),
                change=words[lib.tthc_assessment_diff_change(diff, row)],
                before_state=states.get(lib.tthc_assessment_diff_before_state(diff, row)),
                after_state=states.get(lib.tthc_assessment_diff_after_state(diff, row)),
                before_due=_date_of(text(lib.tthc_assessment_diff_before_due(diff, row))),
                after_due=_date_of(text(lib.tthc_assessment_diff_after_due(diff, row))),
                before_effective=_date_of(text(lib.tthc_assessment_diff_before_effective(diff, row))),
                after_effective=_date_of(text(lib.tthc_assessment_diff_after_effective(diff, row))))


class FollowUp(_Handle):
    """What is to be sent to whom. Never changes, and needs neither plan nor assessment any more."""

    _free = "tthc_follow_up_free"

    @property
    def plan_id(self) -> str:
        return self._library.text(self._library.lib.tthc_follow_up_plan_id(self._handle))

    @property
    def as_of(self) -> datetime.date:
        return _date(self._library.lib.tthc_follow_up_as_of(self._handle))

    @property
    def reply_by(self) -> datetime.date:
        """The day by which letters ask for an answer."""
        return _date(self._library.lib.tthc_follow_up_reply_by(self._handle))

    @property
    def held_count(self) -> int:
        """How many assignments an acknowledgement holds back."""
        return self._library.lib.tthc_follow_up_held_count(self._handle)

    @property
    def item_count(self) -> int:
        return self._library.lib.tthc_follow_up_item_count(self._handle)

    def json(self) -> str:
        """The follow-up as a document."""
        return self._document("tthc_follow_up_json")

    def log_json(self) -> str:
        """The log to keep, and to give to the next follow-up."""
        return self._written("tthc_follow_up_log_json")

    def findings(self) -> list[dict[str, Any]]:
        """What was noticed: recipients without a contact, units without a superior, …"""
        return self._findings("tthc_follow_up_findings")

    def digests(self) -> Iterator[Digest]:
        """In the order of the plan's units."""
        library, lib, text, f = self._library, self._library.lib, self._library.text, self._handle
        for row in range(lib.tthc_follow_up_digest_count(f)):
            first = lib.tthc_follow_up_digest_first_item(f, row)
            yield Digest(
                unit_id=text(lib.tthc_follow_up_digest_unit_id(f, row)),
                unit_name=text(lib.tthc_follow_up_digest_unit_name(f, row)),
                contacts=[Contact(name=text(lib.tthc_follow_up_contact_name(f, row, contact)),
                                  position=text(lib.tthc_follow_up_contact_position(f, row, contact)),
                                  email=text(lib.tthc_follow_up_contact_email(f, row, contact)),
                                  phone=text(lib.tthc_follow_up_contact_phone(f, row, contact)))
                          for contact in range(lib.tthc_follow_up_contact_count(f, row))],
                items=[self._item(item)
                       for item in range(first, first + lib.tthc_follow_up_digest_item_count(f, row))],
                text=self._written("tthc_follow_up_text", row, library._language))

    def _item(self, row: int) -> FollowUpItem:
        library, lib, text, f = self._library, self._library.lib, self._library.text, self._handle
        state = lib.tthc_follow_up_item_state(f, row)
        return FollowUpItem(
            role=text(lib.tthc_recipient_role_word(lib.tthc_follow_up_item_role(f, row))),
            level=text(lib.tthc_follow_up_item_level(f, row)),
            level_name=library.said("tthc_follow_up_item_level_name", f, row),
            passed=[text(lib.tthc_follow_up_item_passed(f, row, passed))
                    for passed in range(lib.tthc_follow_up_item_passed_count(f, row))],
            task_id=text(lib.tthc_follow_up_item_task_id(f, row)),
            label=text(lib.tthc_follow_up_item_label(f, row)),
            title=text(lib.tthc_follow_up_item_title(f, row)),
            deadline=text(lib.tthc_follow_up_item_deadline(f, row)),
            period=text(lib.tthc_follow_up_item_period(f, row)),
            is_report=bool(lib.tthc_follow_up_item_is_report(f, row)),
            unit_id=text(lib.tthc_follow_up_item_unit_id(f, row)),
            unit_name=text(lib.tthc_follow_up_item_unit_name(f, row)),
            state=text(lib.tthc_state_word(state)),
            state_name=library.name_of("state", state),
            due=_date(lib.tthc_follow_up_item_due_day(f, row)),
            effective=_date(lib.tthc_follow_up_item_effective_day(f, row)),
            days_late=lib.tthc_follow_up_item_days_late(f, row),
            working_days_late=lib.tthc_follow_up_item_working_days_late(f, row),
            promised=_date(lib.tthc_follow_up_item_promised_day(f, row)))


class Tally(_Handle):
    """Dossiers, or ready counts, as the figures of form II.06a and as measurements of a plan's indicators."""

    _free = "tthc_tally_free"

    @property
    def unit_count(self) -> int:
        return self._library.lib.tthc_tally_unit_count(self._handle)

    @property
    def dossier_count(self) -> int:
        return self._library.lib.tthc_tally_dossier_count(self._handle)

    def add_dossier(self, unit_id: str, dossier_id: str, received: datetime.date | str,
                    due: datetime.date | str | None = None, finished: datetime.date | str | None = None,
                    **options: Any) -> int:
        """Adds a dossier, once. Gives its index.

        Options: channel="online", "direct" or "post"; result="returned", …; level; update=True.
        """
        library = self._library
        days = [_NO_DAY if day is None else library.day(day) for day in (received, due, finished)]
        return library.checked(library.lib.tthc_tally_add_dossier(
            self._handle, _name(unit_id), _name(dossier_id), *days, library.options(options), library.error))

    def read_csv(self, table: str | bytes, plan: Plan | None = None, **options: Any) -> int:
        """Adds the dossiers of a table with a heading row; one bad row, and none is added. Gives how many were added or
        changed.

        The cells name units of `plan`, or hold ids. Options: columns={"Mã HS": "dossier"}, units={"xã A": "an id"},
        words={"Đã cấp": "done"}, unit, channel, update=True, separator, encoding.
        """
        library, data = self._library, _document(table)
        units = library.ffi.NULL if plan is None else plan._handle
        return library.checked(library.lib.tthc_tally_read_csv(
            self._handle, units, data, len(data), library.options(options), library.error))

    def add_counts(self, unit_id: str, period: str, **counts: int) -> int:
        """Adds the ready counts of a unit and period, which stand in for its dossiers: received_online=5, …

        Gives the row.
        """
        library = self._library
        return library.checked(library.lib.tthc_tally_add_counts(
            self._handle, _name(unit_id), _name(period), _json(counts), library.error))

    def rows(self) -> Iterator[TallyRow]:
        """Of each unit every period, then of every period the total."""
        yield from map(self._row, range(self._library.lib.tthc_tally_row_count(self._handle)))

    def row(self, unit_id: str | None, period: str) -> TallyRow | None:
        """The row of a unit, None for all, and a period; None when there is none."""
        library = self._library
        unit = library.ffi.NULL if unit_id is None else _name(unit_id)
        row = _index(library.lib.tthc_tally_find_row(self._handle, unit, _name(period)))
        return None if row is None else self._row(row)

    def json(self) -> str:
        """The tally as a document."""
        return self._document("tthc_tally_json")

    def findings(self) -> list[dict[str, Any]]:
        """What was noticed: figures that do not agree, days in the wrong order, …"""
        return self._findings("tthc_tally_findings")

    def facts_json(self, plan: Plan, measures: dict[str, str], **options: Any) -> str:
        """Measurements of a plan's indicators, for Plan.read_facts().

        `measures` are by indicator: {"ty-le-ho-so-truc-tuyen": "online-share"}. Options: levels, recorded_at, author.
        """
        asked = self._library.options({"measures": measures, **options})
        return self._written("tthc_tally_facts_json", plan._handle, asked)

    def _row(self, row: int) -> TallyRow:
        text, lib, tally = self._library.text, self._library.lib, self._handle
        return TallyRow(
            unit_id=text(lib.tthc_tally_unit_id(tally, row)),
            period=text(lib.tthc_tally_period(tally, row)),
            first_day=_date(lib.tthc_tally_first_day(tally, row)),
            last_day=_date(lib.tthc_tally_last_day(tally, row)),
            units_reported=lib.tthc_tally_units_reported(tally, row),
            received=_given(lib.tthc_tally_received(tally, row)),
            received_online=_given(lib.tthc_tally_received_online(tally, row)),
            received_direct=_given(lib.tthc_tally_received_direct(tally, row)),
            carried_over=_given(lib.tthc_tally_carried_over(tally, row)),
            done=_given(lib.tthc_tally_done(tally, row)),
            done_early=_given(lib.tthc_tally_done_early(tally, row)),
            done_on_time=_given(lib.tthc_tally_done_on_time(tally, row)),
            done_late=_given(lib.tthc_tally_done_late(tally, row)),
            pending=_given(lib.tthc_tally_pending(tally, row)),
            pending_in_time=_given(lib.tthc_tally_pending_in_time(tally, row)),
            pending_overdue=_given(lib.tthc_tally_pending_overdue(tally, row)))


class Report(_Handle):
    """What an authority reports for a period. Never changes, and needs the plan no more."""

    _free = "tthc_report_free"

    @property
    def plan_id(self) -> str:
        return self._library.text(self._library.lib.tthc_report_plan_id(self._handle))

    @property
    def subject(self) -> str | None:
        return self._library.text(self._library.lib.tthc_report_subject(self._handle))

    @property
    def authority(self) -> str | None:
        return self._library.text(self._library.lib.tthc_report_authority(self._handle))

    @property
    def unit_id(self) -> str | None:
        """The unit that the report is of; None for the whole plan."""
        return self._library.text(self._library.lib.tthc_report_unit_id(self._handle))

    @property
    def unit_name(self) -> str | None:
        return self._library.text(self._library.lib.tthc_report_unit_name(self._handle))

    @property
    def period(self) -> str:
        """The canonical id, "kstt:2021-Q2"."""
        return self._library.text(self._library.lib.tthc_report_period(self._handle))

    @property
    def name(self) -> str:
        """The period for people, with its days: "Quý II năm 2021 (từ 15/03/2021 đến 14/06/2021)"."""
        return self._library.said("tthc_report_name", self._handle)

    @property
    def first_day(self) -> datetime.date:
        return _date(self._library.lib.tthc_report_first_day(self._handle))

    @property
    def last_day(self) -> datetime.date:
        return _date(self._library.lib.tthc_report_last_day(self._handle))

    @property
    def other_name(self) -> str | None:
        """The period of the same name and other days: the calendar's, or the regime's; None when there is none."""
        return self._library.said("tthc_report_other_name", self._handle)

    @property
    def sending_day(self) -> datetime.date | None:
        """The last day for sending it; None when the level is not known, or by the calendar."""
        return _date(self._library.lib.tthc_report_sending_day(self._handle))

    @property
    def as_of(self) -> datetime.date:
        return _date(self._library.lib.tthc_report_as_of(self._handle))

    @property
    def known_at(self) -> int | None:
        """Only facts recorded by then count, UTC seconds; None: all."""
        return _given(self._library.lib.tthc_report_known_at(self._handle))

    @property
    def is_provisional(self) -> bool:
        return bool(self._library.lib.tthc_report_is_provisional(self._handle))

    def json(self) -> str:
        """The report as a document."""
        return self._document("tthc_report_json", language=self._library.language)

    def text(self) -> str:
        """The report as plain text for people."""
        return self._written("tthc_report_text", self._library._language)

    def lines(self) -> Iterator[ReportLine]:
        """The plan, the sections, the tasks, the units, the reporting periods; with `per_unit` the units' tasks."""
        library, lib, text, report = self._library, self._library.lib, self._library.text, self._handle
        kinds = library.words("rollup_kind")
        for line in range(lib.tthc_report_line_count(report)):
            yield ReportLine(
                kind=kinds[lib.tthc_report_line_kind(report, line)],
                unit_id=text(lib.tthc_report_line_unit_id(report, line)),
                id=text(lib.tthc_report_line_id(report, line)),
                label=text(lib.tthc_report_line_label(report, line)),
                title=text(lib.tthc_report_line_title(report, line)),
                to_date=self._cells(line, lib.TTHC_TO_DATE),
                due_in_period=self._cells(line, lib.TTHC_DUE_IN_PERIOD),
                done_in_period=dict(list(self._cells(line, lib.TTHC_DONE_IN_PERIOD).items())[:3]),
                reports=Reports(
                    expected=lib.tthc_report_line_reports_expected(report, line),
                    received=lib.tthc_report_line_reports_received(report, line),
                    on_time=lib.tthc_report_line_reports_on_time(report, line),
                    late=lib.tthc_report_line_reports_late(report, line),
                    missing=lib.tthc_report_line_reports_missing(report, line)))

    def _cells(self, line: int, scope: int) -> dict[str, int]:
        """The cells of a line in a scope, in their order."""
        lib = self._library.lib
        names = {"all": 0, "done_on_time": lib.TTHC_CELL_DONE_ON_TIME, "done_late": lib.TTHC_CELL_DONE_LATE,
                 "open_in_time": lib.TTHC_CELL_OPEN_IN_TIME, "open_overdue": lib.TTHC_CELL_OPEN_OVERDUE,
                 "waiting": lib.TTHC_CELL_WAITING, "cancelled": lib.TTHC_CELL_CANCELLED}
        return {name: lib.tthc_report_line_cell(self._handle, line, scope, cell) for name, cell in names.items()}

    def tasks(self) -> Iterator[ReportTask]:
        """In printed order."""
        library, lib, text, report = self._library, self._library.lib, self._library.text, self._handle
        states = library.words("state")
        for row in range(lib.tthc_report_task_count(report)):
            state = lib.tthc_report_task_state(report, row)
            yield ReportTask(
                id=text(lib.tthc_report_task_id(report, row)),
                section_id=text(lib.tthc_report_task_section_id(report, row)),
                label=text(lib.tthc_report_task_label(report, row)),
                title=text(lib.tthc_report_task_title(report, row)),
                lead=text(lib.tthc_report_task_lead(report, row)),
                coordinator=text(lib.tthc_report_task_coordinator(report, row)),
                deliverable=text(lib.tthc_report_task_deliverable(report, row)),
                deadline=text(lib.tthc_report_task_deadline(report, row)),
                state=states.get(state),
                state_name=library.name_of("state", state),
                percent=_given(lib.tthc_report_task_percent(report, row)),
                units_done=lib.tthc_report_task_units_done(report, row),
                units_obliged=lib.tthc_report_task_units_obliged(report, row),
                note=text(lib.tthc_report_task_note(report, row)))

    def evidence(self) -> Iterator[Evidence]:
        """By task, unit and period."""
        lib, text, report = self._library.lib, self._library.text, self._handle
        for row in range(lib.tthc_report_evidence_count(report)):
            yield Evidence(
                task_id=text(lib.tthc_report_evidence_task_id(report, row)),
                unit_id=text(lib.tthc_report_evidence_unit_id(report, row)),
                period=text(lib.tthc_report_evidence_period(report, row)),
                number=text(lib.tthc_report_evidence_number(report, row)),
                day=_date(lib.tthc_report_evidence_day(report, row)),
                text=text(lib.tthc_report_evidence_text(report, row)),
                link=text(lib.tthc_report_evidence_link(report, row)))

    def values(self) -> Iterator[ReportValue]:
        """Each indicator; with `per_unit` of each unit too."""
        lib, text, report = self._library.lib, self._library.text, self._handle
        for row in range(lib.tthc_report_value_count(report)):
            yield ReportValue(
                indicator_id=text(lib.tthc_report_value_indicator_id(report, row)),
                title=text(lib.tthc_report_value_title(report, row)),
                unit_id=text(lib.tthc_report_value_unit_id(report, row)),
                measure=text(lib.tthc_report_value_measure(report, row)),
                to_date=self._reached("value", row),
                in_period=self._reached("figure", row),
                periods=[text(lib.tthc_report_figure_period(report, row, place))
                         for place in range(lib.tthc_report_figure_period_count(report, row))])

    def _reached(self, kind: str, row: int) -> Reached:
        library, text, report = self._library, self._library.text, self._handle

        def ask(what: str) -> Any:
            return getattr(library.lib, f"tthc_report_{kind}_{what}")(report, row)

        return Reached(
            verdict=text(library.lib.tthc_verdict_word(ask("verdict"))),
            verdict_name=library.name_of("verdict", ask("verdict")),
            numerator=_given(ask("numerator")),
            denominator=_given(ask("denominator")),
            text=library.said(f"tthc_report_{kind}_text", report, row),
            target=text(ask("target")),
            units_reported=ask("units_reported"),
            units_expected=ask("units_expected"))

    def remarks(self) -> Iterator[Remark]:
        """Difficulties and explanations, by task, unit, period and time."""
        lib, text, report = self._library.lib, self._library.text, self._handle
        kinds = {lib.TTHC_REMARK_DIFFICULTY: "difficulty", lib.TTHC_REMARK_EXPLANATION: "explanation"}
        for row in range(lib.tthc_report_remark_count(report)):
            yield Remark(
                kind=kinds[lib.tthc_report_remark_kind(report, row)],
                task_id=text(lib.tthc_report_remark_task_id(report, row)),
                indicator_id=text(lib.tthc_report_remark_indicator_id(report, row)),
                unit_id=text(lib.tthc_report_remark_unit_id(report, row)),
                unit_name=text(lib.tthc_report_remark_unit_name(report, row)),
                period=text(lib.tthc_report_remark_period(report, row)),
                day=_date(lib.tthc_report_remark_day(report, row)),
                text=text(lib.tthc_report_remark_text(report, row)),
                reference=text(lib.tthc_report_remark_reference(report, row)))

    def late(self) -> Iterator[LateAssignment]:
        """What is overdue, the latest first."""
        library, lib, text, report = self._library, self._library.lib, self._library.text, self._handle
        for row in range(lib.tthc_report_late_count(report)):
            yield LateAssignment(
                task_id=text(lib.tthc_report_late_task_id(report, row)),
                unit_id=text(lib.tthc_report_late_unit_id(report, row)),
                unit_name=text(lib.tthc_report_late_unit_name(report, row)),
                period=text(lib.tthc_report_late_period(report, row)),
                due=_date(lib.tthc_report_late_due_day(report, row)),
                days_late=lib.tthc_report_late_days_late(report, row),
                working_days_late=lib.tthc_report_late_working_days_late(report, row),
                sentence=self._written("tthc_report_late_sentence", row, library._language))

    def changes(self) -> Iterator[ReportChange]:
        """What became overdue, or no longer is; none without `compare`."""
        library, lib, text, report = self._library, self._library.lib, self._library.text, self._handle
        changes, states = library.words("assessment_change"), library.words("state")
        for row in range(lib.tthc_report_change_count(report)):
            yield ReportChange(
                change=changes[lib.tthc_report_change_kind(report, row)],
                task_id=text(lib.tthc_report_change_task_id(report, row)),
                unit_id=text(lib.tthc_report_change_unit_id(report, row)),
                unit_name=text(lib.tthc_report_change_unit_name(report, row)),
                period=text(lib.tthc_report_change_period(report, row)),
                state=states.get(lib.tthc_report_change_state(report, row)))


class Ranking(_Handle):
    """Scores, classes and ranks. Never changes, and needs neither plan nor assessment any more."""

    _free = "tthc_ranking_free"

    @property
    def plan_id(self) -> str:
        return self._library.text(self._library.lib.tthc_ranking_plan_id(self._handle))

    @property
    def subject(self) -> str | None:
        return self._library.text(self._library.lib.tthc_ranking_subject(self._handle))

    @property
    def as_of(self) -> datetime.date:
        return _date(self._library.lib.tthc_ranking_as_of(self._handle))

    @property
    def known_at(self) -> int | None:
        """Only facts recorded by then count, UTC seconds; None: all."""
        return _given(self._library.lib.tthc_ranking_known_at(self._handle))

    @property
    def scheme(self) -> Scheme:
        text, lib, ranking = self._library.text, self._library.lib, self._handle
        return Scheme(id=text(lib.tthc_ranking_scheme_id(ranking)),
                      name=text(lib.tthc_ranking_scheme_name(ranking)),
                      version=text(lib.tthc_ranking_scheme_version(ranking)),
                      basis=text(lib.tthc_ranking_scheme_basis(ranking)))

    def criteria(self) -> list[Criterion]:
        text, lib, ranking = self._library.text, self._library.lib, self._handle
        return [Criterion(id=text(lib.tthc_ranking_criterion_id(ranking, criterion)),
                          name=text(lib.tthc_ranking_criterion_name(ranking, criterion)),
                          measure=text(lib.tthc_ranking_criterion_measure(ranking, criterion)),
                          points=lib.tthc_ranking_criterion_points(ranking, criterion))
                for criterion in range(lib.tthc_ranking_criterion_count(ranking))]

    def rows(self) -> Iterator[RankedUnit]:
        """By block and rank; those that are not ranked at the end of their block."""
        yield from map(self._row, range(self._library.lib.tthc_ranking_count(self._handle)))

    def unit(self, unit_id: str) -> RankedUnit | None:
        """The row of a unit; None when there is none."""
        row = _index(self._library.lib.tthc_ranking_find_unit(self._handle, _name(unit_id)))
        return None if row is None else self._row(row)

    def json(self) -> str:
        """The ranking as a document."""
        return self._written("tthc_ranking_json", self._library._language)

    def text(self) -> str:
        """The ranking as a table for people, one a block."""
        return self._written("tthc_ranking_text", self._library._language)

    def _row(self, row: int) -> RankedUnit:
        library, lib, text, ranking = self._library, self._library.lib, self._library.text, self._handle
        return RankedUnit(
            block_id=text(lib.tthc_ranking_block_id(ranking, row)),
            block_name=text(lib.tthc_ranking_block_name(ranking, row)),
            rank=lib.tthc_ranking_rank(ranking, row) or None,
            unit_id=text(lib.tthc_ranking_unit_id(ranking, row)),
            unit_name=text(lib.tthc_ranking_unit_name(ranking, row)),
            points=_given(lib.tthc_ranking_points(ranking, row)),
            attainable=_given(lib.tthc_ranking_attainable(ranking, row)),
            total=library.said("tthc_ranking_total", ranking, row),
            class_id=text(lib.tthc_ranking_class_id(ranking, row)),
            class_name=text(lib.tthc_ranking_class_name(ranking, row)),
            reason=text(lib.tthc_unranked_word(lib.tthc_ranking_reason(ranking, row))),
            reason_text=library.said("tthc_ranking_reason_text", ranking, row),
            scores=[self._score(row, criterion) for criterion in range(lib.tthc_ranking_criterion_count(ranking))])

    def _score(self, row: int, criterion: int) -> Score:
        library, lib, ranking = self._library, self._library.lib, self._handle
        return Score(
            criterion_id=library.text(lib.tthc_ranking_criterion_id(ranking, criterion)),
            points=_given(lib.tthc_ranking_score(ranking, row, criterion)),
            text=library.said("tthc_ranking_score_text", ranking, row, criterion),
            numerator=lib.tthc_ranking_score_numerator(ranking, row, criterion),
            denominator=lib.tthc_ranking_score_denominator(ranking, row, criterion),
            explanation=library.said("tthc_ranking_explanation", ranking, row, criterion))


class PlanDiff(_Handle):
    """What differs between two revisions of a plan. Never changes, and needs neither of them any more."""

    _free = "tthc_plan_diff_free"

    def json(self) -> str:
        """The differences as a document."""
        return self._document("tthc_plan_diff_json")

    def changes(self) -> Iterator[PlanChange]:
        library, lib, text, diff = self._library, self._library.lib, self._library.text, self._handle
        kinds, changes = library.words("row_kind"), library.words("change")
        for row in range(lib.tthc_plan_diff_count(diff)):
            change = lib.tthc_plan_diff_change(diff, row)
            yield PlanChange(
                kind=kinds[lib.tthc_plan_diff_kind(diff, row)],
                id=text(lib.tthc_plan_diff_id(diff, row)),
                change=changes[change],
                change_name=library.name_of("change", change),
                member=text(lib.tthc_plan_diff_member(diff, row)),
                before=text(lib.tthc_plan_diff_before(diff, row)),
                after=text(lib.tthc_plan_diff_after(diff, row)))


class Merge(_Handle):
    """A unit's plan brought up to its superior's amended one. Never changes, and needs none of the plans any more."""

    _free = "tthc_merge_free"

    @property
    def conflicts(self) -> int:
        """How many rows a person must decide; the plan has what the unit made."""
        return self._library.lib.tthc_merge_conflicts(self._handle)

    def plan(self) -> Plan:
        """The merged plan, a new copy each time."""
        library = self._library
        return Plan(library, library.made(library.lib.tthc_merge_plan(self._handle, library.error)))

    def json(self) -> str:
        """The rows as a document."""
        return self._document("tthc_merge_json")

    def rows(self) -> Iterator[MergeRow]:
        library, lib, text, merge = self._library, self._library.lib, self._library.text, self._handle
        kinds, whats = library.words("merge_kind"), library.words("row_kind")
        for row in range(lib.tthc_merge_count(merge)):
            kind = lib.tthc_merge_kind(merge, row)
            yield MergeRow(
                kind=kinds[kind],
                kind_name=library.name_of("merge_kind", kind),
                what=whats[lib.tthc_merge_what(merge, row)],
                id=text(lib.tthc_merge_id(merge, row)),
                member=text(lib.tthc_merge_member(merge, row)),
                before=text(lib.tthc_merge_before(merge, row)),
                theirs=text(lib.tthc_merge_theirs(merge, row)),
                ours=text(lib.tthc_merge_ours(merge, row)))


class Trail(_Handle):
    """Rows of a store's trail at one moment. Never changes, and needs the store no more."""

    _free = "tthc_trail_free"

    def json(self) -> str:
        """The rows as a document."""
        return self._written("tthc_trail_json")

    def rows(self) -> Iterator[TrailRow]:
        library, lib, text, trail = self._library, self._library.lib, self._library.text, self._handle
        actions = library.words("trail_action")
        for row in range(lib.tthc_trail_count(trail)):
            yield TrailRow(
                seq=lib.tthc_trail_seq(trail, row),
                at=_given(lib.tthc_trail_at(trail, row)),
                actor=text(lib.tthc_trail_actor(trail, row)),
                action=actions[lib.tthc_trail_action(trail, row)],
                plan_id=text(lib.tthc_trail_plan(trail, row)),
                revision=lib.tthc_trail_revision(trail, row),
                first_fact=lib.tthc_trail_first_fact(trail, row) or None,
                last_fact=lib.tthc_trail_last_fact(trail, row) or None,
                digest_before=text(lib.tthc_trail_digest_before(trail, row)),
                digest_after=text(lib.tthc_trail_digest_after(trail, row)),
                reason=text(lib.tthc_trail_reason(trail, row)),
                hash=text(lib.tthc_trail_hash(trail, row)))


class _Page(_Handle):
    """A page of rows. Never changes, and needs the store no more."""

    _next: str

    @property
    def next(self) -> str | None:
        """What to give as `after` for the page behind this one; None when this is the last."""
        return self._library.text(getattr(self._library.lib, self._next)(self._handle))


class Query(_Page):
    """A page of assignments of many plans. Never changes, and needs the store no more."""

    _free = "tthc_query_free"
    _next = "tthc_query_next"

    @property
    def left_out(self) -> int:
        """How many of the plans that were asked about cannot be assessed by the shipped calendar."""
        return self._library.lib.tthc_query_left_out(self._handle)

    def rows(self) -> Iterator[QueryRow]:
        library, lib, text, query = self._library, self._library.lib, self._library.text, self._handle
        words = library.words("state")
        for row in range(lib.tthc_query_count(query)):
            state = lib.tthc_query_state(query, row)
            yield QueryRow(
                plan_id=text(lib.tthc_query_plan_id(query, row)),
                task_id=text(lib.tthc_query_task_id(query, row)),
                title=text(lib.tthc_query_title(query, row)),
                unit_id=text(lib.tthc_query_unit_id(query, row)),
                unit_name=text(lib.tthc_query_unit_name(query, row)),
                period=text(lib.tthc_query_period(query, row)),
                state=words[state],
                state_name=library.name_of("state", state),
                start=_date(lib.tthc_query_start_day(query, row)),
                due=_date(lib.tthc_query_due_day(query, row)),
                effective=_date(lib.tthc_query_effective_day(query, row)),
                done=_date(lib.tthc_query_done_day(query, row)),
                days_late=lib.tthc_query_days_late(query, row),
                percent=_given(lib.tthc_query_percent(query, row)))


class ValueList(_Page):
    """A page of values of indicators of many plans. Never changes, and needs the store no more."""

    _free = "tthc_value_list_free"
    _next = "tthc_value_list_next"

    @property
    def left_out(self) -> int:
        """How many of the plans that were asked about have values that are not known."""
        return self._library.lib.tthc_value_list_left_out(self._handle)

    def json(self) -> str:
        """The rows as a document."""
        return self._written("tthc_value_list_json")

    def rows(self) -> Iterator[ValueRow]:
        library, lib, text, values = self._library, self._library.lib, self._library.text, self._handle
        words, comparators = library.words("verdict"), library.words("comparator")
        for row in range(lib.tthc_value_list_count(values)):
            verdict = lib.tthc_value_list_verdict(values, row)
            yield ValueRow(
                plan_id=text(lib.tthc_value_list_plan_id(values, row)),
                indicator_id=text(lib.tthc_value_list_indicator_id(values, row)),
                title=text(lib.tthc_value_list_title(values, row)),
                unit_id=text(lib.tthc_value_list_unit_id(values, row)),
                unit_name=text(lib.tthc_value_list_unit_name(values, row)),
                verdict=words[verdict],
                verdict_name=library.name_of("verdict", verdict),
                numerator=_given(lib.tthc_value_list_numerator(values, row)),
                denominator=_given(lib.tthc_value_list_denominator(values, row)),
                text=library.said("tthc_value_list_text", values, row),
                measure=text(lib.tthc_value_list_measure(values, row)),
                target=text(lib.tthc_value_list_target(values, row)),
                target_comparator=comparators.get(lib.tthc_value_list_target_comparator(values, row)),
                target_amount=text(lib.tthc_value_list_target_amount(values, row)),
                target_high=text(lib.tthc_value_list_target_high(values, row)),
                target_is_reduction=bool(lib.tthc_value_list_target_is_reduction(values, row)),
                target_unit_id=text(lib.tthc_value_list_target_unit_id(values, row)),
                target_period=text(lib.tthc_value_list_target_period(values, row)),
                units_reported=lib.tthc_value_list_units_reported(values, row),
                units_expected=lib.tthc_value_list_units_expected(values, row))


class FollowUpList(_Page):
    """A page of who must be written to about what, in many plans. Never changes, and needs the store no more."""

    _free = "tthc_follow_up_list_free"
    _next = "tthc_follow_up_list_next"

    @property
    def left_out(self) -> int:
        """How many of the plans that were asked about cannot be assessed by the shipped calendar."""
        return self._library.lib.tthc_follow_up_list_left_out(self._handle)

    def json(self) -> str:
        """The rows as a document."""
        return self._written("tthc_follow_up_list_json")

    def rows(self) -> Iterator[FollowUpListRow]:
        """By recipient, plan in the order of saving, and task in printed order."""
        library, lib, text, f = self._library, self._library.lib, self._library.text, self._handle
        roles, states = library.words("recipient_role"), library.words("state")
        for row in range(lib.tthc_follow_up_list_count(f)):
            state = lib.tthc_follow_up_list_state(f, row)
            yield FollowUpListRow(
                recipient_id=text(lib.tthc_follow_up_list_recipient_id(f, row)),
                recipient_name=text(lib.tthc_follow_up_list_recipient_name(f, row)),
                contacts=self._contacts(row),
                role=roles[lib.tthc_follow_up_list_role(f, row)],
                level=text(lib.tthc_follow_up_list_level(f, row)),
                level_name=library.said("tthc_follow_up_list_level_name", f, row),
                plan_id=text(lib.tthc_follow_up_list_plan_id(f, row)),
                task_id=text(lib.tthc_follow_up_list_task_id(f, row)),
                label=text(lib.tthc_follow_up_list_label(f, row)),
                title=text(lib.tthc_follow_up_list_title(f, row)),
                deadline=text(lib.tthc_follow_up_list_deadline(f, row)),
                period=text(lib.tthc_follow_up_list_period(f, row)),
                is_report=bool(lib.tthc_follow_up_list_is_report(f, row)),
                unit_id=text(lib.tthc_follow_up_list_unit_id(f, row)),
                unit_name=text(lib.tthc_follow_up_list_unit_name(f, row)),
                state=states[state],
                state_name=library.name_of("state", state),
                due=_date(lib.tthc_follow_up_list_due_day(f, row)),
                effective=_date(lib.tthc_follow_up_list_effective_day(f, row)),
                days_late=lib.tthc_follow_up_list_days_late(f, row),
                working_days_late=lib.tthc_follow_up_list_working_days_late(f, row))

    def _contacts(self, row: int) -> list[Contact]:
        lib, text, f = self._library.lib, self._library.text, self._handle
        return [Contact(name=text(lib.tthc_follow_up_list_contact_name(f, row, contact)),
                        position=text(lib.tthc_follow_up_list_contact_position(f, row, contact)),
                        email=text(lib.tthc_follow_up_list_contact_email(f, row, contact)),
                        phone=text(lib.tthc_follow_up_list_contact_phone(f, row, contact)))
                for contact in range(lib.tthc_follow_up_list_contact_count(f, row))]


class Search(_Page):
    """A page of what a search found. Never changes, and needs the store no more."""

    _free = "tthc_search_free"
    _next = "tthc_search_next"

    def json(self) -> str:
        """The rows as a document."""
        return self._written("tthc_search_json")

    def rows(self) -> Iterator[SearchRow]:
        """By plan in the order of saving."""
        library, lib, text, search = self._library, self._library.lib, self._library.text, self._handle
        kinds = library.words("search_kind")
        for row in range(lib.tthc_search_count(search)):
            yield SearchRow(
                plan_id=text(lib.tthc_search_plan_id(search, row)),
                kind=kinds[lib.tthc_search_kind(search, row)],
                id=text(lib.tthc_search_id(search, row)),
                text=text(lib.tthc_search_text(search, row)),
                matches=[self._match(row, nth) for nth in range(lib.tthc_search_match_count(search, row))])

    def _match(self, row: int, nth: int) -> tuple[int, int]:
        """Where a word begins and ends: in C in bytes, here in characters."""
        lib, search = self._library.lib, self._handle
        data = self._library.ffi.string(lib.tthc_search_text(search, row))
        start = lib.tthc_search_match_start(search, row, nth)
        end = start + lib.tthc_search_match_size(search, row, nth)
        return len(data[:start].decode()), len(data[:end].decode())


class RollupList(_Handle):
    """Counts by state over many plans. Never changes, and needs the store no more."""

    _free = "tthc_rollup_list_free"

    @property
    def left_out(self) -> int:
        """How many of the plans that were asked about cannot be assessed by the shipped calendar."""
        return self._library.lib.tthc_rollup_list_left_out(self._handle)

    def rows(self) -> Iterator[RollupCount]:
        """By id, what has none first."""
        library, lib, text, rollups = self._library, self._library.lib, self._library.text, self._handle
        words = library.words("state")
        for row in range(lib.tthc_rollup_list_count(rollups)):
            yield RollupCount(
                id=text(lib.tthc_rollup_list_id(rollups, row)),
                title=text(lib.tthc_rollup_list_title(rollups, row)),
                assignments=lib.tthc_rollup_list_assignments(rollups, row, 0),
                counts={word: lib.tthc_rollup_list_assignments(rollups, row, number)
                        for number, word in words.items()})


class Backup(_Handle):
    """A backup under way. Freed before it is done, it is called off, and its file removed. Of one thread at a time."""

    _free = "tthc_backup_free"

    @property
    def permille(self) -> int:
        """How much is copied, in thousandths; it falls when the copy begins anew. May be asked by another thread."""
        return self._library.lib.tthc_backup_permille(self._handle)

    def step(self, pages: int = 0) -> bool:
        """Copies some pages more, or (0) all that are left. Tells whether more is left.

        One that failed with TTHC_E_BUSY may be repeated.
        """
        library = self._library
        return bool(library.checked(library.lib.tthc_backup_step(self._handle, pages, library.error)))


class Bulk(_Handle):
    """A loading of many documents under way. Freed before it is done, what its steps have loaded stays."""

    _free = "tthc_bulk_free"

    @property
    def permille(self) -> int:
        """How much of the text is loaded, in thousandths."""
        return self._library.lib.tthc_bulk_permille(self._handle)

    @property
    def documents(self) -> int:
        """How many documents are loaded."""
        return self._library.lib.tthc_bulk_documents(self._handle)

    def step(self, documents: int = 200) -> bool:
        """Loads some documents more in one transaction, wholly or not at all. Tells whether more is left."""
        library = self._library
        return bool(library.checked(library.lib.tthc_bulk_step(self._handle, documents, library.error)))


class Store(_Handle):
    """Where plans and facts are kept: an SQLite file."""

    _free = "tthc_store_free"

    def save(self, plan: Plan) -> int:
        """Saves a plan and the facts that the store lacks. Gives the revision."""
        library = self._library
        return library.checked(library.lib.tthc_store_save(self._handle, plan._handle, library.error))

    def load(self, plan_id: str, revision: int = 0) -> Plan:
        """Loads a revision, from 1; 0 is the latest."""
        library = self._library
        return Plan(library, library.made(
            library.lib.tthc_store_load(self._handle, _name(plan_id), revision, library.error)))

    def append_facts(self, document: str | bytes) -> int:
        """Appends a facts document to the plan that it names. Gives how many were new."""
        library, data = self._library, _document(document)
        return library.checked(library.lib.tthc_store_append_facts(self._handle, data, len(data), library.error))

    def start_bulk(self, documents: str | bytes) -> Bulk:
        """Begins to load documents, plans and facts, that stand one behind the other."""
        library, data = self._library, _document(documents)
        return Bulk(library, library.made(
            library.lib.tthc_store_bulk_start(self._handle, data, len(data), library.error)))

    def remove(self, plan_id: str, revision: int, reason: str | None = None) -> None:
        """Takes a plan off the list. `revision` is the latest, as the caller knows it; nothing is deleted.

        The reason may have been told by act_as(). Saving the plan with its latest revision brings it back.
        """
        library = self._library
        library.checked(library.lib.tthc_store_remove(
            self._handle, _name(plan_id), revision, library.ffi.NULL if reason is None else _name(reason),
            library.error))

    def list_plans(self) -> list[StoredPlan]:
        """The plans that were not removed, by id."""
        library, lib, text = self._library, self._library.lib, self._library.text
        plans = library.made(lib.tthc_store_list_plans(self._handle, library.error))
        try:
            return [StoredPlan(id=text(lib.tthc_plan_list_id(plans, row)),
                               subject=text(lib.tthc_plan_list_subject(plans, row)),
                               year=lib.tthc_plan_list_year(plans, row),
                               revision=lib.tthc_plan_list_revision(plans, row),
                               facts=lib.tthc_plan_list_facts(plans, row))
                    for row in range(lib.tthc_plan_list_count(plans))]
        finally:
            lib.tthc_plan_list_free(plans)

    def query(self, as_of: datetime.date | str, **options: Any) -> Iterator[Query]:
        """Assignments of all plans with their states as of a day, page by page.

        Options: warning_days=7, order="due", "unit" or "task", limit=100 of a page, after (Query.next of one).
        Filters, each a list: plans, units, sections, tasks, levels, states; and due_from, due_to, days.
        """
        library = self._library
        return self._pages(Query, {"as_of": as_of, **options}, lambda asked: library.lib.tthc_store_query(
            self._handle, asked, library.error))

    def values(self, as_of: datetime.date | str, **options: Any) -> Iterator[ValueList]:
        """Values of indicators of all plans, against their targets, as of a day, page by page.

        Options: of="plan" (all units together) or "unit", order="plan" or "result", limit=100 of a page, after
        (ValueList.next of one). Filters, each a list: plans, units, indicators, levels, results.
        """
        library = self._library
        return self._pages(ValueList, {"as_of": as_of, **options}, lambda asked: library.lib.tthc_store_values(
            self._handle, asked, library.error))

    def follow_ups(self, as_of: datetime.date | str, **options: Any) -> Iterator[FollowUpList]:
        """Who must be written to about what in all plans, as of a day, page by page.

        What was sent is not known here: it is listed again. Options: warning_days=7, limit=100 of a page, after
        (FollowUpList.next of one), follow_up_levels (as `levels` of Plan.follow_up()). Filters: those of query(), and
        lists: recipients, reached (ids of levels of follow-ups).
        """
        library = self._library
        return self._pages(FollowUpList, {"as_of": as_of, **options}, lambda asked: library.lib.tthc_store_follow_ups(
            self._handle, asked, library.error))

    def search(self, words: str, **options: Any) -> Iterator[Search]:
        """Tasks and units by words of titles and names, with marks or without, page by page.

        Options: plans (a list), kind="task" or "unit", limit=50 of a page, after (Search.next of one).
        """
        library, text = self._library, _name(words)
        return self._pages(Search, options, lambda asked: library.lib.tthc_store_search(
            self._handle, text, asked, library.error))

    def _pages(self, kind: type[_Page], options: dict[str, Any], ask: Callable[[bytes], Any]) -> Iterator[Any]:
        """The pages that are made when asked by options, one after the other."""
        while True:
            page = kind(self._library, self._library.made(ask(_json(options))))
            options["after"] = page.next
            yield page
            if options["after"] is None:
                return

    def rollup(self, by: str, as_of: datetime.date | str, **options: Any) -> RollupList:
        """Counts the assignments of all plans by "unit", "section", "level" or "plan".

        Options: warning_days=7, and the filters of query().
        """
        library = self._library
        return RollupList(library, library.made(library.lib.tthc_store_rollup(
            self._handle, _json({"by": by, "as_of": as_of, **options}), library.error)))

    def act_as(self, **acting: Any) -> None:
        """Says who acts, for the trail's rows of the changes that follow; what is not said now is told no more.

        actor="Nguyễn Văn An", at=1790000000 (UTC seconds), reason="…".
        """
        library = self._library
        library.checked(library.lib.tthc_store_act_as(self._handle, library.options(acting), library.error))

    def head(self) -> str:
        """The head of the trail, "200:5d1f…", to be kept where those who can write the file cannot."""
        return self._written("tthc_store_head")

    def verify(self, head: str | None = None) -> list[dict[str, Any]]:
        """What does not agree in the store and its trail, and with a head that was kept; empty when all does."""
        library = self._library
        return library.findings(library.lib.tthc_store_verify(
            self._handle, library.ffi.NULL if head is None else _name(head), library.error))

    def trail(self, **options: Any) -> Iterator[Trail]:
        """The trail, page by page. Options: plan, after (a seq: the rows behind it), limit=1000 of a page."""
        library = self._library
        while True:
            page = Trail(library, library.made(
                library.lib.tthc_store_trail(self._handle, library.options(options), library.error)))
            count = library.lib.tthc_trail_count(page._handle)
            if count == 0:
                return
            options["after"] = library.lib.tthc_trail_seq(page._handle, count - 1)
            yield page

    def revisions(self, plan_id: str) -> Trail:
        """The revisions of a plan, also of a removed one, as the rows of the trail that brought them."""
        library = self._library
        return Trail(library, library.made(
            library.lib.tthc_store_revisions(self._handle, _name(plan_id), library.error)))

    def export_lines(self, after: int = 0, rows: int = 100) -> Iterator[str]:
        """The store as lines of JSON, from behind a row of the trail to its head of now: texts of so many rows."""
        last = int(self.head().partition(":")[0])  # what others write meanwhile is for the next time
        for begin in range(after, last, max(rows, 1)):
            yield self._written("tthc_store_export", begin, min(rows, last - begin))

    def import_lines(self, lines: str | bytes) -> int:
        """Imports a text of export_lines() behind what the store has. Gives how many rows of the trail it had."""
        library, data = self._library, _document(lines)
        return library.checked(library.lib.tthc_store_import(self._handle, data, len(data), library.error))

    def start_backup(self, path: str | os.PathLike[str], **options: int) -> Backup:
        """Begins to copy the store into a file that is not there yet, while others go on writing.

        Options: restarts=100, how often the copy may begin anew before a step gives up.
        """
        library = self._library
        return Backup(library, library.made(library.lib.tthc_store_backup_start(
            self._handle, _name(os.fsencode(path)), library.options(options), library.error)))

    def check(self, **options: bool) -> list[dict[str, Any]]:
        """What is damaged, or is not as the library saves it; empty when all is well. Options: quick=True."""
        library = self._library
        return library.findings(
            library.lib.tthc_store_check(self._handle, library.options(options), library.error))

    def compact(self) -> None:
        """Gives the room that is free inside the file back. Needs the file for itself."""
        library = self._library
        library.checked(library.lib.tthc_store_compact(self._handle, library.error))

    def close(self) -> None:
        """Closes the store and frees it; raises when closing failed. Twice is fine."""
        library = self._library
        try:
            if self._finalizer.alive:
                library.checked(library.lib.tthc_store_close(self._handle, library.error))
        finally:
            super().close()


def _document(document: str | bytes) -> bytes:
    return document.encode() if isinstance(document, str) else document


def _json(members: dict[str, Any]) -> bytes:
    return json.dumps(members, ensure_ascii=False, default=_day_text).encode()


def _day_text(day: object) -> str:
    if not isinstance(day, datetime.date):
        raise TypeError(f"neither JSON nor a day: {day!r}")
    return str(day)


def _name(text: str | bytes) -> bytes:
    """An id, a path or words. In C they end at a NUL, so none may be inside."""
    data = _document(text)
    if b"\0" in data:
        raise ValueError("a NUL byte in an id, a path or words")
    return data


def _index(found: int) -> int | None:
    return None if found == _NONE else found


def _date(day: int) -> datetime.date | None:
    return None if day == _NO_DAY else _EPOCH + datetime.timedelta(days=day)


def _date_of(day: str | None) -> datetime.date | None:
    return None if day is None else datetime.date.fromisoformat(day)


def _given(number: int) -> int | None:
    return None if number == _NO_NUMBER else number


def _truth(number: int) -> bool | None:
    return None if number == _NO_NUMBER else number != 0
