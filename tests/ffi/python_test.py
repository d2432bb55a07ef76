#!/usr/bin/python3
"""The Python wrapper, used as a program would use it, and compared with the C examples."""
import concurrent.futures
import dataclasses
import datetime
import gc
import json
import pathlib
import re
import sys
import tempfile

import checks
from checks import EXAMPLES, FACTS, PLAN, equal, failure, run, script

sys.path.insert(0, str(checks.SCRIPTS))
import tthcplan  # noqa: E402

DAY = "2021-07-15"
FACT_COUNT = len(json.loads(FACTS.read_bytes())["facts"])
BAD = '{\n  "format": "tthcplan/1",\n  "id": "x", "yaer": 2021}\n'
OVERDUE = ("A.1", "ubnd-xa-ma-da", "kstt:2021-Q2")


def test_declarations(library):
    """cffi takes the library's own text unchanged, and every function is there."""
    names = re.findall(r"\b(tthc_\w+)\(", library.text(library.lib.tthc_ffi_cdef()))
    equal("functions that resolve", [name for name in names if callable(getattr(library.lib, name, None))], names)
    checks.check("version", re.fullmatch(r"\d+\.\d+\.\d+", library.version))
    equal("a state", library.name_of("state", library.lib.TTHC_OVERDUE), "quá hạn")


def test_plan(library):
    plan = library.read_plan(PLAN.read_bytes())
    equal("id", plan.id, "vinh-cuu-2021")
    equal("year", plan.year, 2021)
    equal("subject", plan.subject, "Kiểm soát thủ tục hành chính huyện Vĩnh Cửu năm 2021")
    equal("plan document", plan.json(), PLAN.read_text("utf-8"))
    equal("unit", plan.units["ubnd-xa-ma-da"], "UBND xã Mã Đà")
    equal("things that are not there", [plan.find_task("Z.9"), plan.find_unit("ubnd")], [None, None])
    equal("facts read", plan.read_facts(FACTS.read_text("utf-8")), FACT_COUNT)
    equal("facts read again", plan.read_facts(FACTS.read_bytes()), 0)


def test_document(library):
    """The document itself, with the units of the plan known."""
    plan = library.read_plan(PLAN.read_bytes())
    read = library.read_document(PLAN.with_suffix(".txt").read_bytes(), plan, id="vinh-cuu-2021")
    equal("tasks of the document", json.loads(read.json())["tasks"], json.loads(PLAN.read_text("utf-8"))["tasks"])
    first = read.findings()[0]
    equal("first finding", [first["severity"], first["code"], first["line"]], ["warning", "target-proposed", 56])
    error = failure(lambda: library.read_document(b"%PDF-1.7"))
    equal("a PDF", error.code, library.lib.TTHC_E_FORMAT)


def test_store(library, path):
    with library.open_store(path) as store:
        plan = library.read_plan(PLAN.read_bytes())
        equal("plans of a new store", store.list_plans(), [])
        equal("revision", [plan.revision, store.save(plan), store.save(plan), plan.revision], [0, 1, 1, 1])
        equal("facts appended", store.append_facts(library.read_file(FACTS)), FACT_COUNT)
        equal("facts appended again", store.append_facts(library.read_file(FACTS)), 0)
        equal("stored plans", store.list_plans(),
              [tthcplan.StoredPlan("vinh-cuu-2021", plan.subject, 2021, 1, FACT_COUNT)])
    equal("a closed store", failure(store.list_plans).code, library.lib.TTHC_E_HANDLE)
    equal("closing twice", failure(store.close), None)


def find(plan):
    return next(row for row in plan.assess(DAY).assignments() if (row.task_id, row.unit_id, row.period) == OVERDUE)


def test_progress(library, path):
    """An overdue assignment is done."""
    with library.open_store(path, create=False) as store:
        plan = store.load("vinh-cuu-2021")
        row = find(plan)
        equal("before", (row.state, row.state_name, row.done, row.effective, row.days_late),
              ("overdue", "quá hạn", None, datetime.date(2021, 6, 16), 29))
        done = datetime.date(2021, 7, 14)
        fact = plan.add_progress(*OVERDUE, "done", done, evidence={"number": "31/BC-UBND"})
        equal("adding a fact twice", plan.add_progress(*OVERDUE, "done", str(done), evidence={"number": "31/BC-UBND"}),
              fact)
        equal("facts of the plan", plan.fact_count, FACT_COUNT + 1)
        row = find(plan)
        equal("after", (row.state, row.done), ("done-late", done))
        equal("revision after a fact", store.save(plan), 1)
    return plan


def test_against_c(library, plan, folder):
    """The same by the C examples gives the same."""
    store = folder / "c.db"
    run(EXAMPLES / "save_plan", store, PLAN, FACTS)
    equal("record_progress", run(EXAMPLES / "record_progress", store, "vinh-cuu-2021", *OVERDUE, "2021-07-14",
                                 "31/BC-UBND")[0], 0)
    with library.open_store(store) as opened:
        equal("facts", plan.json(facts=True), opened.load("vinh-cuu-2021").json(facts=True))
    assessment = plan.assess(datetime.date(2021, 7, 15))
    document = assessment.json()
    equal("assessment document", (0, document), run(EXAMPLES / "plan_status", "--json", "--as-of", DAY, store))
    equal("of", (str(assessment.as_of), assessment.plan_id), (DAY, plan.id))
    decoded = json.loads(document)
    equal("states", [row.state for row in assessment.assignments()], [row["state"] for row in decoded["assignments"]])
    equal("counts", [{state: n for state, n in row.counts.items() if n} for row in assessment.rollups()],
          [row.get("counts", {}) for row in decoded["rollups"]])
    equal("values", [row.verdict for row in assessment.values()], [row["verdict"] for row in decoded["values"]])


def test_examples(folder):
    equal("save_plan.py", script("save_plan.py", folder / "s.db", PLAN, FACTS),
          run(EXAMPLES / "save_plan", folder / "t.db", PLAN, FACTS))
    bad = folder / "bad.json"
    bad.write_text(BAD)
    for arguments in [("--as-of", DAY, folder / "python.db"),
                      ("--as-of", DAY, "--json", folder / "python.db"),
                      ("--as-of", DAY, "--unit", "ubnd-xa-ma-da", folder / "s.db"),
                      ("--as-of", DAY, PLAN), (PLAN,), ("--as-of", "15/07/2021", PLAN), ("--unit", "nobody", PLAN),
                      (bad,), (folder / "none.json",), (folder / "none.db",)]:
        equal(f"plan_status.py {arguments}", script("plan_status.py", *arguments),
              run(EXAMPLES / "plan_status", *arguments))
    for arguments in [(folder / "s.db", bad), (folder / "s.db", PLAN, bad), (bad, PLAN)]:
        equal(f"save_plan.py {arguments}", script("save_plan.py", *arguments), run(EXAMPLES / "save_plan", *arguments))
    equal("usage", script("plan_status.py")[0], 2)


def test_errors(library):
    lib = library.lib
    error = failure(lambda: library.read_plan(BAD))
    equal("error", (type(error), error.code, error.path, error.line, error.column, str(error)),
          (tthcplan.TthcError, lib.TTHC_E_UNKNOWN_MEMBER, "/yaer", 3, 22,
           "Thành phần không có trong định dạng: “yaer”"))
    equal("first problem", [error.problems[0][key] for key in ("code", "path", "line", "column")],
          [error.code, "/yaer", 3, 22])
    plan = library.read_plan(PLAN.read_bytes())
    two = '{"format": "tthcplan-facts/1", "plan": "vinh-cuu-2021", "facts": [{"kind": "fest"}, {"kind": "rest"}]}'
    checks.check("every bad row", len(failure(lambda: plan.read_facts(two)).problems) >= 2)
    equal("no fact of bad ones", plan.fact_count, 0)
    equal("a NUL in a document", failure(lambda: library.read_plan(b"{}\0")).code, lib.TTHC_E_ENCODING)
    equal("a NUL in an id", type(failure(lambda: plan.find_task("A.1\0"))), ValueError)
    equal("unknown unit", failure(lambda: plan.add_progress("A.1", "nobody", "plan", "done", DAY)).code,
          lib.TTHC_E_UNKNOWN_ID)
    equal("unknown state", failure(lambda: plan.add_progress(*OVERDUE, "finished", DAY)).code, lib.TTHC_E_VALUE)
    equal("not a day", failure(lambda: plan.assess("2021-02-30")).code, lib.TTHC_E_DAY)
    equal("unknown option", failure(lambda: plan.assess(DAY, warning_day=7)).code, lib.TTHC_E_UNKNOWN_MEMBER)
    equal("English", str(failure(lambda: tthcplan.Library(language="en").day("x"))).split(":")[0], "Not a valid day")


def test_absent(library):
    plan = library.read_plan('{"format": "tthcplan/1", "id": "x", "year": 2021}')
    equal("absent texts", [plan.subject, plan.number, plan.assess(DAY).subject], [None] * 3)
    rollup = next(plan.assess(DAY).rollups())
    equal("nothing tracked", [rollup.state, rollup.state_name, rollup.percent], [None] * 3)


def test_lifetime(path):
    """Children outlive what they were made from, and closing is not the end of them."""
    library = tthcplan.Library()
    with library.open_store(path) as store:
        plan = store.load("vinh-cuu-2021")
        assessment = plan.assess(DAY)
        rows = assessment.assignments()
        first = next(rows)
    plan.close()
    plan.close()
    equal("a closed plan", failure(lambda: plan.assess(DAY)).code, library.lib.TTHC_E_HANDLE)
    del library, store, plan
    gc.collect()
    equal("rows after all", next(rows).task_id, first.task_id)
    equal("rows do not change", type(failure(lambda: setattr(first, "state", "done"))), dataclasses.FrozenInstanceError)
    del assessment, rows
    gc.collect()


def test_threads(library):
    """Each thread sees its own failures."""
    def fail(number):
        return str(number) in str(failure(lambda: library.day(f"day {number}")))

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        checks.check("errors of threads", all(pool.map(fail, range(1000, 3000))))


def main():
    library = tthcplan.Library()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        test_declarations(library)
        test_plan(library)
        test_document(library)
        test_store(library, folder / "python.db")
        plan = test_progress(library, folder / "python.db")
        test_against_c(library, plan, folder)
        test_examples(folder)
        test_errors(library)
        test_absent(library)
        test_lifetime(folder / "python.db")
        test_threads(library)
    checks.finish()


if __name__ == "__main__":
    main()
