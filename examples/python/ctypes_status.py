#!/usr/bin/python3
"""Prints the state of a plan document as of a day, in Vietnamese, with nothing but the standard library.

This is the library called as it is, through ctypes: a page to begin from where cffi cannot be installed.
"""
import argparse
import ctypes
import datetime
import os
import re
import sys
import types

import status_text

TYPES = {
    "void": None,
    "int32_t": ctypes.c_int32,
    "int64_t": ctypes.c_int64,
    "const char *": ctypes.c_char_p,
    "int32_t *": ctypes.POINTER(ctypes.c_int32),
    "int64_t *": ctypes.POINTER(ctypes.c_int64),
}


def bind(path):
    """Loads the library, and gives every function its types and every constant its number.

    The declarations are the library's own text. It holds functions over few types, enums of plain integers and opaque
    handles, one declaration like the other, so two regular expressions read it:

        TYPE NAME(TYPE NAME, TYPE NAME);        NAME = NUMBER

    where a type is void, int32_t, int64_t, "const char *", "int32_t *", or a pointer to a handle. Each kind of handle
    becomes a class of its own, so that ctypes refuses a plan where an assessment is wanted. "const char *" becomes
    c_char_p, which copies the text into bytes at once: right here, as every such text is borrowed.
    """
    lib = ctypes.CDLL(path)
    lib.tthc_ffi_cdef.restype = ctypes.c_char_p
    text = " ".join(lib.tthc_ffi_cdef().decode().split())
    types_of = dict(TYPES)
    for handle in re.findall(r"typedef struct (\w+) \w+;", text):
        types_of[f"{handle} *"] = types_of[f"const {handle} *"] = ctypes.POINTER(
            type(handle, (ctypes.Structure,), {}))
    for result, name, parameters in re.findall(r"((?:const )?\w+ \*?)(tthc_\w+)\(([^)]*)\);", text):
        function = getattr(lib, name)
        function.restype = types_of[result.strip()]
        function.argtypes = [types_of[re.sub(r"\w+$", "", parameter).strip()]
                             for parameter in parameters.split(", ") if parameter != "void"]
    for name, number in re.findall(r"(TTHC_\w+) = (-?\d+)", text):
        setattr(lib, name, int(number))
    return lib


class Failure(Exception):
    """A call that failed; the error object tells why."""


def document(lib, path, err):
    """The plan of a document."""
    text = lib.tthc_text_from_file(os.fsencode(path), err)
    if not text:
        raise Failure
    plan = lib.tthc_plan_read(lib.tthc_text_data(text), lib.tthc_text_size(text), None, err)
    lib.tthc_text_free(text)
    if not plan:
        raise Failure
    return plan


def texts(function, *arguments):
    """A text result; NULL is None."""
    data = function(*arguments)
    return None if data is None else data.decode()


def rows(lib, assessment, noun, fields):
    """The rows of an assessment as objects: `noun` "rollup", field "on_time" is tthc_rollup_on_time(), and so on."""
    for row in range(getattr(lib, f"tthc_{noun}_count")(assessment)):
        values = ((field, getattr(lib, f"tthc_{noun}_{field}")(assessment, row)) for field in fields)
        yield row, types.SimpleNamespace(
            **{field: value.decode() if isinstance(value, bytes) else value for field, value in values})


def rollups(lib, assessment):
    states = {}
    while (word := texts(lib.tthc_state_word, len(states) + 1)) is not None:
        states[len(states) + 1] = word
    for row, rollup in rows(lib, assessment, "rollup", ["kind", "id", "title", "state", "units_done", "units_obliged",
                                                        "on_time", "fallen_due"]):
        rollup.kind = "section" if rollup.kind == lib.TTHC_OF_SECTION else None
        rollup.state_name = texts(lib.tthc_state_name, rollup.state, b"vi")
        rollup.assignments = lib.tthc_rollup_assignments(assessment, row, 0)
        rollup.counts = {word: lib.tthc_rollup_assignments(assessment, row, state) for state, word in states.items()}
        yield rollup


def assignments(lib, assessment):
    for _, assignment in rows(lib, assessment, "assignment", ["task_id", "unit_id", "period", "state", "effective",
                                                              "days_late", "working_days_late"]):
        assignment.state_name = texts(lib.tthc_state_name, assignment.state, b"vi")
        assignment.state = texts(lib.tthc_state_word, assignment.state)
        if assignment.effective is not None:
            assignment.effective = datetime.date.fromisoformat(assignment.effective)
        yield assignment


def values(lib, assessment):
    for row, value in rows(lib, assessment, "value", ["title", "unit_id", "verdict", "target", "measure",
                                                      "units_reported", "units_expected"]):
        value.text = texts(lib.tthc_value_text, assessment, row, b"vi")
        value.verdict_name = texts(lib.tthc_verdict_name, value.verdict, b"vi")
        yield value


def print_status(lib, arguments, err):
    as_of = arguments.as_of or status_text.today_in_vietnam()
    day = lib.tthc_day_from_text(as_of.encode(), err)
    if day == lib.TTHC_NO_DAY:
        raise Failure
    plan = document(lib, arguments.path, err)
    assessment = lib.tthc_assessment_new(plan, None, day, None, err)
    if not assessment:
        raise Failure
    units = {texts(lib.tthc_unit_id, plan, unit): texts(lib.tthc_unit_name, plan, unit)
             for unit in range(lib.tthc_plan_unit_count(plan))}
    if arguments.unit is not None and arguments.unit not in units:
        sys.exit(f"Kế hoạch không có đơn vị: {arguments.unit}")
    for line in status_text.status_lines(
            texts(lib.tthc_assessment_subject, assessment), datetime.date.fromisoformat(as_of), units, arguments.unit,
            rollups=rollups(lib, assessment), assignments=assignments(lib, assessment),
            values=values(lib, assessment)):
        print(line)
    lib.tthc_assessment_free(assessment)
    lib.tthc_plan_free(plan)


def main():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--as-of", metavar="DAY")
    parser.add_argument("--unit", metavar="ID")
    parser.add_argument("path", metavar="PLAN.json")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stderr.reconfigure(encoding="utf-8")
    lib = bind(os.environ.get("TTHC_LIBRARY", "libtthcplan.so.0"))
    err = lib.tthc_error_new()
    try:
        print_status(lib, arguments, err)
    except Failure:
        print(texts(lib.tthc_error_message, err, b"vi"), file=sys.stderr)
        if lib.tthc_error_line(err) > 0:
            print(f"  tại {texts(lib.tthc_error_path, err)}, dòng {lib.tthc_error_line(err)}, "
                  f"cột {lib.tthc_error_column(err)}", file=sys.stderr)
        sys.exit(1)
    finally:
        lib.tthc_error_free(err)


if __name__ == "__main__":
    main()
