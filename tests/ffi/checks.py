"""What the Python tests share: counted checks, and programs whose output is compared."""
import os
import pathlib
import subprocess
import sys

SOURCE = pathlib.Path(os.environ["TTHC_TEST_SOURCE_DIR"])
EXAMPLES = pathlib.Path(os.environ["TTHC_EXAMPLES_DIR"])
SCRIPTS = SOURCE / "examples/python"
PLAN = SOURCE / "examples/data/vinh-cuu-2021.json"
FACTS = SOURCE / "examples/data/vinh-cuu-2021-facts.json"
DOSSIERS = SOURCE / "examples/data/ho-so-2021.csv"

passed = failed = 0


def equal(what, got, want):
    check(what, got == want, f"got {got!r:.300}, want {want!r:.300}")


def check(what, holds, detail=""):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"{what}: {detail}", file=sys.stderr)


def failure(call):
    """The exception that a call raises; None when it raises none."""
    try:
        call()
    except Exception as error:  # whatever it is, the caller looks at it
        return error
    return None


def run(*command):
    """Exit status and all output of a program: what it prints, then what it complains of."""
    done = subprocess.run([str(word) for word in command], capture_output=True)
    return done.returncode, (done.stdout + done.stderr).decode()


def script(name, *arguments):
    return run(sys.executable, SCRIPTS / name, *arguments)


def finish():
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
