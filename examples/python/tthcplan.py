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
from collections.abc import Iterator
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


@dataclass(frozen=True, slots=True)
class Rollup:
    """The state of a task, a section or the whole plan."""

    kind: str  # "plan", "section" or "task"
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


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan as a store lists it: its latest revision, and how many facts are stored."""

    id: str
    subject: str | None
    year: int
    revision: int
    facts: int


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

    def read_plan(self, document: str | bytes) -> Plan:
        """Reads a plan document, with its facts if it embeds them."""
        data = _document(document)
        return Plan(self, self.made(self.lib.tthc_plan_read(data, len(data), self.ffi.NULL, self.error)))

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
        """Options: create=True, read_only=False, busy_ms=5000."""
        store = self.lib.tthc_store_open(_name(os.fsencode(path)), self.options(options), self.error)
        return Store(self, self.made(store))

    def day(self, day: datetime.date | str) -> int:
        """A day as the library counts them, from 1970-01-01."""
        number = self.lib.tthc_day_from_text(_name(str(day)), self.error)
        if number == _NO_DAY:
            raise self.failure()
        return number

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

    def words(self, kind: str) -> dict[int, str]:
        """The words of a kind by number: "state" gives {1: "cancelled", …}."""
        word_of = getattr(self.lib, f"tthc_{kind}_word")
        words: dict[int, str] = {}
        while (word := self.text(word_of(len(words) + 1))) is not None:
            words[len(words) + 1] = word
        return words

    def name_of(self, kind: str, number: int) -> str | None:
        """The name of a state or verdict for people."""
        return self.text(getattr(self.lib, f"tthc_{kind}_name")(number, self._language))

    def value_text(self, assessment: Any, row: int) -> str | None:
        return self.text(self.lib.tthc_value_text(assessment, row, self._language))


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

    def findings(self) -> list[dict[str, Any]]:
        """What was noticed in the plan, and in the document that it was read from: warnings first."""
        library = self._library
        findings = library.made(library.lib.tthc_plan_findings(self._handle, library.error))
        try:
            return json.loads(library.owned(
                library.lib.tthc_findings_json(findings, library._language, library.error)))
        finally:
            library.lib.tthc_findings_free(findings)

    def json(self, *, facts: bool = False) -> str:
        """The plan as a document."""
        library = self._library
        options = library.options({"facts": True} if facts else {})
        return library.owned(library.lib.tthc_plan_json(self._handle, options, library.error)).decode()

    def read_facts(self, document: str | bytes) -> int:
        """Adds the facts of a facts document; one bad fact, and none is added. Gives how many were new."""
        library, data = self._library, _document(document)
        return library.checked(
            library.lib.tthc_plan_read_facts(self._handle, data, len(data), library.ffi.NULL, library.error))

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

    def assess(self, as_of: datetime.date | str, **options: int) -> Assessment:
        """The state as of a day. Options: warning_days=7, known_at (UTC seconds)."""
        library = self._library
        return Assessment(library, library.made(library.lib.tthc_assessment_new(
            self._handle, library.ffi.NULL, library.day(as_of), library.options(options), library.error)))


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

    def json(self) -> str:
        """The whole assessment as a document."""
        library = self._library
        return library.owned(library.lib.tthc_assessment_json(self._handle, library.ffi.NULL, library.error)).decode()

    def assignments(self) -> Iterator[Assignment]:
        """The assignments, by task, period and unit."""
        library, lib, text, a = self._library, self._library.lib, self._library.text, self._handle
        words = library.words("state")
        names = {state: library.name_of("state", state) for state in words}
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
                percent=_given(lib.tthc_assignment_percent(a, row)))

    def rollups(self) -> Iterator[Rollup]:
        """The plan, then the sections, then the tasks."""
        library, lib, text, a = self._library, self._library.lib, self._library.text, self._handle
        kinds = {lib.TTHC_OF_PLAN: "plan", lib.TTHC_OF_SECTION: "section", lib.TTHC_OF_TASK: "task",
                 lib.TTHC_OF_UNIT: "unit", lib.TTHC_OF_PERIOD: "period"}
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
                fallen_due=lib.tthc_rollup_fallen_due(a, row))

    def values(self) -> Iterator[Value]:
        """Of each indicator all units together, then each unit."""
        library, lib, text, a = self._library, self._library.lib, self._library.text, self._handle
        words = library.words("verdict")
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
                text=library.value_text(a, row),
                target=text(lib.tthc_value_target(a, row)),
                measure=text(lib.tthc_value_measure(a, row)),
                units_reported=lib.tthc_value_units_reported(a, row),
                units_expected=lib.tthc_value_units_expected(a, row))


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

    def list_plans(self) -> list[StoredPlan]:
        """The plans, by id."""
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
    return json.dumps(members, ensure_ascii=False).encode()


def _name(text: str | bytes) -> bytes:
    """An id or a path. In C it ends at a NUL, so none may be inside."""
    data = _document(text)
    if b"\0" in data:
        raise ValueError("a NUL byte in a name, an id or a path")
    return data


def _index(found: int) -> int | None:
    return None if found == _NONE else found


def _date(day: int) -> datetime.date | None:
    return None if day == _NO_DAY else _EPOCH + datetime.timedelta(days=day)


def _given(number: int) -> int | None:
    return None if number == _NO_NUMBER else number
