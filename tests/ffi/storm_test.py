#!/usr/bin/python3
"""Calls every function of the library as a careless wrapper would: NULL, handles of another kind, absurd numbers, NULL
and broken texts. Each function has a process of its own, so that a crash is told with the call that made it.

Every call must come back, print nothing, and give what is documented: status functions a negative code, makers NULL,
getters their "none"; and the error object must tell the same. No pointer is wild: there is only NULL, live handles, and
arrays that are large enough.
"""
import os
import pathlib
import re
import signal
import tempfile
from dataclasses import dataclass

import cffi

import checks

NONE = -1
NO_DAY = NO_NUMBER = -2147483647
ABSURD = {"int32_t": [-1, -2**31, 2**31 - 1, 10**9], "int64_t": [-1, -2**63, 2**63 - 1]}
READS_LATER = {"tthc_store_bulk_start"}
SIZES = [-2, -2**63, 2**62]  # -1 is none of them: up to the NUL
TEXTS = [None, b"", b"\xff", b"\xed\xa0\x80", b"{", b'{"\xff": 1}', b"x" * 70000]
ROWS = 4096  # in the arrays of column calls; the plan has fewer

# What a getter without an error gives for what is not there; 0 unless it is listed.
GETTERS = [
    (r"_find(_|$)", NONE),
    (r"^tthc_search_match_start$", NONE),
    (r"^tthc_follow_up_(digest_first_item|item_digest)$", NONE),
    (r"^tthc_(part_parent|task_(section|part|parent|lead|coordinator)|unit_(member|superior)|successor_unit|"
     r"indicator_(task|target_unit|baseline_unit)|fact_(task|indicator|unit))$", NONE),
    (r"((?<!is_working)_day|_as_of|_reply_by|_add_working_days)$", NO_DAY),
    (r"_(percent|numerator|denominator|recorded_at|known_at|periods_left|reachable)$", NO_NUMBER),
    (r"^tthc_trail_at$", NO_NUMBER),
    (r"^tthc_tally_(received|carried_over|done|pending)", NO_NUMBER),
    (r"^tthc_ranking_(criterion_points|points|attainable|score)$", NO_NUMBER),
]
# Numbers that are no index, so that -1 may mean something: the day before 1970-01-01, or none.
MAY_BE_NEGATIVE = {"day", "first_day", "last_day", "as_of", "after", "until", "count", "section", "parent", "unit",
                   "task", "superior", "received_day", "due_day", "finished_day"}
MAY_BE_LARGE = {"source_revision", "pages"}  # which the library only keeps; all that there are
MAY_BE_NULL = {"options_json", "language", "level", "calendar", "sent_json", "scheme_json"}


@dataclass(frozen=True)
class Function:
    result: str
    name: str
    parameters: list[tuple[str, str]]  # type without const, name

    @property
    def error_place(self):
        """Which parameter is the error that it fills; None when it cannot fail. The functions of errors read theirs."""
        fills = self.parameters[-1:] == [("tthc_error *", "err")] and not self.name.startswith("tthc_error_")
        return len(self.parameters) - 1 if fills else None

    @property
    def is_column(self):
        return any(name == "capacity" for _, name in self.parameters)

    @property
    def handle_places(self):
        return [place for place, (kind, _) in enumerate(self.parameters)
                if kind.startswith("tthc_") and place != self.error_place]

    def is_none(self, got):
        """Whether a result is what is documented for what is not there."""
        if self.result == "void":
            return True
        if self.result.endswith("*"):
            return not got
        if self.error_place is not None or self.is_column:
            return got < 0
        return got == next((none for pattern, none in GETTERS if re.search(pattern, self.name)), 0)


def functions_of(text):
    """The functions that the library declares."""
    for result, name, parameters in re.findall(r"((?:const )?\w+ \*?)(tthc_\w+)\(([^)]*)\);", " ".join(text.split())):
        pairs = [re.fullmatch(r"(?:const )?(.*?)(\w+)", parameter).groups()
                 for parameter in parameters.split(", ") if parameter != "void"]
        yield Function(result.strip(), name, [(kind.strip(), name) for kind, name in pairs])


class Storm:
    """The calls of one function, in a child process."""

    def __init__(self, ffi, lib, handles, report):
        self.ffi = ffi
        self.lib = lib
        self.handles = handles
        self.report = report
        self.column = {kind: ffi.new(f"{kind[:-2]}[]", ROWS) for kind in ("int32_t *", "int64_t *")}

    def default(self, kind, name):
        """A good argument, as far as one is good for all."""
        if kind in self.handles:
            return self.handles[kind]
        if kind == "char *":
            return b"{}" if name in ("json", "text") else None if name in MAY_BE_NULL else b"x"
        if kind in self.column:
            return self.column[kind]
        return -1 if name == "size" else ROWS if name == "capacity" else 0

    def call(self, function, changes, must_fail):
        """Calls with the default arguments but for `changes` (by place), and looks at what comes back."""
        arguments = [changes.get(place, self.default(kind, name))
                     for place, (kind, name) in enumerate(function.parameters)]
        err = None
        if function.error_place is not None and function.error_place not in changes:
            err = arguments[-1] = self.lib.tthc_error_new()
        shown = f"{function.name}({', '.join(self.show(argument) for argument in arguments)})"
        self.report(f"call {shown}")
        got = getattr(self.lib, function.name)(
            *[self.ffi.NULL if argument is None else argument for argument in arguments])
        if must_fail and not function.is_none(got):
            self.report(f"bad {shown} gave {got}")
        elif must_fail and err is not None:
            code = self.lib.tthc_error_code(err)
            same = function.result != "int32_t" or got in (code, NO_DAY)
            if code >= 0 or not same or not self.lib.tthc_error_message(err, self.ffi.NULL):
                self.report(f"bad {shown} gave {got}, its error {code}")
        if err is not None:
            self.lib.tthc_error_free(err)

    def show(self, argument):
        if isinstance(argument, self.ffi.CData):
            return self.ffi.typeof(argument).cname
        return "NULL" if argument is None else repr(argument)[:40]

    def others(self, wanted):
        """Live handles of other kinds, in disguise."""
        return [self.ffi.cast(wanted, handle) for kind, handle in self.handles.items() if kind != wanted]

    def run(self, function):
        self.storm_handles(function)
        if not function.name.endswith("_free"):  # which would take the handles that the next call needs
            self.storm_numbers(function)
            self.storm_texts(function)
            self.storm_errors(function)

    def storm_handles(self, function):
        for place in function.handle_places:
            kind, name = function.parameters[place]
            self.call(function, {place: None}, name not in MAY_BE_NULL)
            for other in self.others(kind):
                self.call(function, {place: other}, True)
        nothing = {place: None for place, (kind, _) in enumerate(function.parameters) if kind.endswith("*")}
        for number in ABSURD["int32_t"]:
            numbers = {place: number for place, (kind, _) in enumerate(function.parameters) if not kind.endswith("*")}
            self.call(function, nothing | numbers, bool(function.handle_places))

    def storm_numbers(self, function):
        for place, (kind, name) in enumerate(function.parameters):
            if name == "capacity":
                self.call(function, {place: -1}, False)
                self.call(function, {place: -2**31}, False)
                self.call(function, {place: 10**9}, False)
                self.call(function, {place: 0, place - 1: None}, False)
                self.call(function, {place: 8, place - 1: None}, False)
            elif name == "size":
                needed = function.parameters[place - 1][1] not in MAY_BE_NULL  # without a text its size says nothing
                for size in SIZES:
                    self.call(function, {place: size}, needed)
                for size in [*SIZES, -1, 0, 1]:
                    self.call(function, {place - 1: None, place: size}, needed)
            else:
                for number in ABSURD.get(kind, []):
                    self.call(function, {place: number}, self.is_absurd(number, name))

    @staticmethod
    def is_absurd(number, name):
        if number < 0:
            return number != -1 or name not in MAY_BE_NEGATIVE
        return name not in MAY_BE_LARGE

    def storm_texts(self, function):
        for place, (kind, name) in enumerate(function.parameters):
            if kind != "char *":
                continue
            for text in TEXTS:
                broken = (text is not None and b"\xff" in text and function.error_place is not None
                          and name != "language" and function.name not in READS_LATER)
                missing = text is None and not function.handle_places and name not in MAY_BE_NULL
                self.call(function, {place: text}, broken or missing)

    def storm_errors(self, function):
        """Errors that are none; whether the call fails is its own business."""
        if function.error_place is not None:
            for err in [None, *self.others("tthc_error *")]:
                self.call(function, {function.error_place: err}, False)


def named(ffi, handles):
    return {ffi.typeof(handle).cname: handle for handle in handles}


def live_handles(ffi, lib):
    """One of each kind but the store's; each child has its copy of them."""
    err = lib.tthc_error_new()
    plan = lib.tthc_plan_read(checks.PLAN.read_bytes(), -1, ffi.NULL, err)
    lib.tthc_plan_read_facts(plan, checks.FACTS.read_bytes(), -1, ffi.NULL, err)
    day = lib.tthc_day_from_civil(2021, 7, 15, err)
    assessment = lib.tthc_assessment_new(plan, ffi.NULL, day, ffi.NULL, err)
    earlier = lib.tthc_assessment_new(plan, ffi.NULL, day - 30, ffi.NULL, err)
    local = lib.tthc_plan_derive(plan, b"ubnd-xa-ma-da", ffi.NULL, err)
    handles = [
        err,
        lib.tthc_text_from_file(os.fsencode(checks.PLAN), err),
        lib.tthc_plan_findings(plan, err),
        lib.tthc_calendar_new(ffi.NULL, err),
        plan,
        assessment,
        lib.tthc_assessment_diff_new(earlier, assessment, err),
        lib.tthc_report_new(plan, ffi.NULL, b"2021-Q2", b'{"compare": true}', err),
        lib.tthc_follow_up_new(plan, assessment, ffi.NULL, ffi.NULL, -1, ffi.NULL, err),
        lib.tthc_ranking_new(plan, assessment, ffi.NULL, -1, ffi.NULL, err),
        lib.tthc_tally_new(ffi.NULL, b'{"first_day": "2021-01-01", "last_day": "2021-12-31"}', err),
        lib.tthc_plan_diff_new(plan, plan, err),
        lib.tthc_plan_rederive(plan, plan, local, ffi.NULL, err),
    ]
    lib.tthc_plan_free(local)
    lib.tthc_assessment_free(earlier)
    lib.tthc_plan_add_part(plan, NONE, b"I", b"x", b"x", err)
    return named(ffi, handles)


def store_handles(ffi, lib):
    """Those of a store, which must not cross a fork: made in the child."""
    err = lib.tthc_error_new()
    plan = lib.tthc_plan_read(checks.PLAN.read_bytes(), -1, ffi.NULL, err)
    store = lib.tthc_store_open(b":memory:", ffi.NULL, err)
    lib.tthc_store_save(store, plan, err)
    handles = [
        store,
        lib.tthc_store_list_plans(store, err),
        lib.tthc_store_trail(store, ffi.NULL, err),
        lib.tthc_store_query(store, b'{"as_of": "2021-07-15"}', err),
        lib.tthc_store_rollup(store, b'{"by": "unit", "as_of": "2021-07-15"}', err),
        lib.tthc_store_values(store, b'{"as_of": "2021-07-15"}', err),
        lib.tthc_store_follow_ups(store, b'{"as_of": "2021-07-15"}', err),
        lib.tthc_store_search(store, b"thu tuc", ffi.NULL, err),
        lib.tthc_store_backup_start(store, f"backup-{os.getpid()}".encode(), ffi.NULL, err),
        lib.tthc_store_bulk_start(store, checks.PLAN.read_bytes(), -1, err),
    ]
    lib.tthc_plan_free(plan)
    lib.tthc_error_free(err)
    return named(ffi, handles)


def child(ffi, lib, handles, function, pipe, output):
    os.dup2(output, 1)
    os.dup2(output, 2)
    handles = handles | store_handles(ffi, lib)
    storm = Storm(ffi, lib, handles, lambda line: os.write(pipe, f"{line}\n".encode()))
    storm.run(function)
    libc = cffi.FFI()
    libc.cdef("int fflush(void *file);")
    libc.dlopen(None).fflush(libc.NULL)  # what was printed may be in a buffer that _exit() drops


def storm(ffi, lib, handles, function, output):
    """Runs a function's storm in a child. Gives how many calls were made, and what was bad."""
    reader, writer = os.pipe()
    before = os.fstat(output).st_size
    process = os.fork()
    if process == 0:
        status = 1
        try:
            os.close(reader)
            signal.alarm(60)
            child(ffi, lib, handles, function, writer, output)
            status = 0
        except BaseException as error:  # the child must not go on with the parent's work
            os.write(writer, f"bad the test itself: {error!r}\n".encode())
        finally:
            os._exit(status)
    os.close(writer)
    with open(reader, encoding="utf-8", errors="replace") as lines:
        told = lines.read().splitlines()
    calls = [line[5:] for line in told if line.startswith("call ")]
    bad = [line[4:] for line in told if line.startswith("bad ")]
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if status < 0:
        bad.append(f"{signal.Signals(-status).name} in {calls[-1] if calls else function.name}")
    printed = os.pread(output, 1000, before)
    if printed:
        bad.append(f"{function.name} printed {printed!r}")
    return len(calls), bad


def main():
    path = os.environ["TTHC_LIBRARY"]
    ffi = cffi.FFI()
    first = cffi.FFI()
    first.cdef("const char *tthc_ffi_cdef(void);")
    text = ffi.string(first.dlopen(path).tthc_ffi_cdef()).decode()
    ffi.cdef(text)
    lib = ffi.dlopen(path)
    functions = list(functions_of(text))
    checks.equal("functions read", [function.name for function in functions], re.findall(r"\b(tthc_\w+)\(", text))
    kinds = {f"{kind} *" for kind in re.findall(r"typedef struct (\w+)", text)}
    calls = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # where files with absurd names may be made
        output = os.open(pathlib.Path(folder, "output"), os.O_RDWR | os.O_CREAT | os.O_APPEND)
        handles = live_handles(ffi, lib)
        checks.equal("kinds of handle", set(handles | store_handles(ffi, lib)), kinds)
        for function in functions:
            count, bad = storm(ffi, lib, handles, function, output)
            calls += count
            checks.check(function.name, not bad, "\n  ".join(["", *bad[:8]]))
        os.chdir("/")
    print(f"{calls} calls of {len(functions)} functions")
    checks.finish()


if __name__ == "__main__":
    main()
