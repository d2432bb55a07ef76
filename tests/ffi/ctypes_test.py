#!/usr/bin/python3
"""The ctypes example: its types, and its output compared with that of the C example."""
import ctypes
import os
import pathlib
import re
import sys
import tempfile

import checks
from checks import EXAMPLES, PLAN, equal, failure, run, script

sys.path.insert(0, str(checks.SCRIPTS))
import ctypes_status  # noqa: E402

DAY = "2021-07-15"


def test_types(lib):
    names = re.findall(r"\b(tthc_\w+)\(", lib.tthc_ffi_cdef().decode())
    equal("functions with types", [name for name in names if getattr(lib, name).argtypes is not None], names)
    equal("a column call", lib.tthc_assignment_states.argtypes[1:], [ctypes.POINTER(ctypes.c_int32), ctypes.c_int32])
    equal("no arguments", lib.tthc_error_new.argtypes, [])
    equal("no result", lib.tthc_error_free.restype, None)
    equal("64 bits", (lib.tthc_text_size.restype, lib.tthc_plan_read.argtypes[1]), (ctypes.c_int64, ctypes.c_int64))
    equal("constants", (lib.TTHC_OK, lib.TTHC_NO_DAY, lib.TTHC_E_HANDLE, lib.TTHC_OVERDUE), (0, -2147483647, -3, 5))
    err = lib.tthc_error_new()
    equal("another kind of handle", type(failure(lambda: lib.tthc_plan_id(err))), ctypes.ArgumentError)
    lib.tthc_error_free(err)


def test_calls(lib):
    err = lib.tthc_error_new()
    document = '{"format": "tthcplan/1", "id": "x", "year": 2021'.encode()
    equal("no plan", bool(lib.tthc_plan_read(document, -1, None, err)), False)
    equal("code", lib.tthc_error_code(err), lib.TTHC_E_SYNTAX)
    equal("line", lib.tthc_error_line(err), 1)
    checks.check("message", lib.tthc_error_message(err, b"vi").decode().startswith("Không đúng cú pháp JSON"))
    plan = lib.tthc_plan_read(document + b"}", -1, None, err)
    equal("absent text", lib.tthc_plan_subject(plan), None)
    assessment = lib.tthc_assessment_new(plan, None, lib.tthc_day_from_text(DAY.encode(), err), None, err)
    lib.tthc_plan_free(plan)
    lib.tthc_error_free(err)
    equal("after its plan", lib.tthc_rollup_id(assessment, 0), b"x")
    states = (ctypes.c_int32 * 4)()
    equal("column", lib.tthc_assignment_states(assessment, states, 4), 0)
    lib.tthc_assessment_free(assessment)


def test_example(folder):
    plan = folder / "plan.json"  # with its facts embedded
    store = folder / "c.db"
    run(EXAMPLES / "save_plan", store, PLAN, checks.FACTS)
    library = ctypes_status.bind(os.environ["TTHC_LIBRARY"])
    err = library.tthc_error_new()
    opened = library.tthc_store_open(os.fsencode(store), None, err)
    loaded = library.tthc_store_load(opened, b"vinh-cuu-2021", 0, err)
    text = library.tthc_plan_json(loaded, b'{"facts": true}', err)
    plan.write_bytes(library.tthc_text_data(text))
    for free, handle in (("store", opened), ("plan", loaded), ("text", text), ("error", err)):
        getattr(library, f"tthc_{free}_free")(handle)
    bad = folder / "bad.json"
    bad.write_text('{\n "format": 1}')
    for arguments in [("--as-of", DAY, plan), ("--as-of", DAY, "--unit", "ubnd-xa-ma-da", plan), (PLAN,), (bad,),
                      ("--unit", "nobody", PLAN), ("--as-of", "15/07/2021", PLAN), (folder / "none.json",)]:
        equal(f"ctypes_status.py {arguments}", script("ctypes_status.py", *arguments),
              run(EXAMPLES / "plan_status", *arguments))
    equal("the store's report", script("ctypes_status.py", "--as-of", DAY, plan),
          run(EXAMPLES / "plan_status", "--as-of", DAY, store))


def main():
    lib = ctypes_status.bind(os.environ["TTHC_LIBRARY"])
    test_types(lib)
    test_calls(lib)
    with tempfile.TemporaryDirectory() as folder:
        test_example(pathlib.Path(folder))
    checks.finish()


if __name__ == "__main__":
    main()
