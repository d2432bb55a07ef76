#!/usr/bin/python3
"""The wrappers over a library that is not as new as they are, and over one of another major version.

Both are stand-ins: small libraries that have something of their own and the rest from the library under test. One
declares no more than the first functions, so that the wrappers know no others; one says that its version is 1.0.0.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import cffi

import checks
from checks import EXAMPLES, FACTS, PLAN, SOURCE, equal, run

LIBRARY = pathlib.Path(os.environ["TTHC_LIBRARY"])
NEWER = re.compile(r"tthc_(assessment_(change|diff)|assignment_(accepted|explained|reason|sentence)|backup|bulk|contact|"
                   r"figure|follow_up|merge|plan_(carry|derive|diff|read_facts_csv|rederive|roll_up|senders|source)|"
                   r"query|ranking|rating|reason|recipient|report|rollup_(list|open|reports)|search|"
                   r"store_(act|backup|bulk|check|compact|export|follow|head|import|query|remove|revisions|rollup|"
                   r"search|trail|values|verify)|succ|tally|trail|unit_(contact|succ|super)|"
                   r"value_(baseline|list|needed|periods|reachable|reduction))\w*\(")
WRAPPERS = {"Python": ([sys.executable], SOURCE / "examples/python", ".py"),
            "PHP": (["php", "-d", "ffi.enable=1"], SOURCE / "examples/php", ".php")}
NEWER_METHODS = {"Python": {"values": "tthc_store_values", "follow_ups": "tthc_store_follow_ups"},
                 "PHP": {"values": "tthc_store_values", "followUps": "tthc_store_follow_ups"}}
# A program that asks a store something: an interpreter's option, and code to be given folder, store and method.
ASKING = {"Python": ("-c", "import sys; sys.path.insert(0, '{}'); import tthcplan\n"
                           "next(tthcplan.Library().open_store('{}').{}('2021-07-15'))"),
          "PHP": ("-r", "require '{}/Tthcplan.php';"
                        "(new Tthcplan\\Library())->openStore('{}')->{}('2021-07-15')->current();")}


def stand_in(folder, name, source):
    """A library with the functions of `source`, which has the others from the library under test."""
    path = folder / f"{name}.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-x", "c", "-", "-x", "none", "-Wl,--no-as-needed", LIBRARY,
                    f"-Wl,-rpath,{LIBRARY.parent}", "-o", path], input=source.encode(), check=True)
    return path


def declarations():
    ffi = cffi.FFI()
    ffi.cdef("const char *tthc_ffi_cdef(void);")
    return ffi.string(ffi.dlopen(str(LIBRARY)).tthc_ffi_cdef()).decode()


def script(wrapper, library, name, *arguments):
    interpreter, folder, ending = WRAPPERS[wrapper]
    os.environ["TTHC_LIBRARY"] = str(library)
    return run(*interpreter, folder / f"{name}{ending}", *arguments)


def ask(wrapper, library, store, method):
    interpreter, folder, _ = WRAPPERS[wrapper]
    option, code = ASKING[wrapper]
    os.environ["TTHC_LIBRARY"] = str(library)
    return run(*interpreter, option, code.format(folder, store, method))


def test_older(folder):
    """What the first functions tell is told; what needs a newer one fails at that call, and names it."""
    text = "".join(line for line in re.split(r"(?<=;)\n", declarations()) if not NEWER.search(line))
    older = stand_in(folder, "older", f"const char *tthc_ffi_cdef(void) {{ return {json.dumps(text)}; }}\n")
    store = folder / "plans.db"
    run(EXAMPLES / "save_plan", store, PLAN, FACTS)
    status = run(EXAMPLES / "plan_status", "--as-of", "2021-07-15", store)
    for wrapper in WRAPPERS:
        equal(f"{wrapper}: plan_status", script(wrapper, older, "plan_status", "--as-of", "2021-07-15", store), status)
        for name, path, function in [("follow_up", PLAN, "tthc_follow_up_new"),
                                     ("late_everywhere", store, "tthc_store_query")]:
            code, output = script(wrapper, older, name, "--as-of", "2021-07-15", path)
            checks.check(f"{wrapper}: {name}", code != 0 and function in output, output)
        for method, function in NEWER_METHODS[wrapper].items():
            code, output = ask(wrapper, older, store, method)
            checks.check(f"{wrapper}: {method}", code != 0 and function in output, output)


def test_other_major(folder):
    other = stand_in(folder, "other", "int tthc_version_number(void) { return 1000000; }\n")
    for wrapper in WRAPPERS:
        code, output = script(wrapper, other, "plan_status", PLAN)
        checks.check(f"{wrapper}: another major version", code != 0 and "another major version" in output, output)


def main():
    with tempfile.TemporaryDirectory() as folder:
        test_older(pathlib.Path(folder))
        test_other_major(pathlib.Path(folder))
    checks.finish()


if __name__ == "__main__":
    main()
