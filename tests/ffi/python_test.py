#!/usr/bin/python3
"""The Python wrapper, used as a program would use it, and compared with the C examples."""
import collections
import concurrent.futures
import dataclasses
import datetime
import decimal
import gc
import json
import os
import pathlib
import re
import sys
import tempfile

import checks
from checks import DOSSIERS, EXAMPLES, FACTS, PLAN, equal, failure, run, script

sys.path.insert(0, str(checks.SCRIPTS))
import tthcplan  # noqa: E402

DAY = "2021-07-15"
FACT_COUNT = len(json.loads(FACTS.read_bytes())["facts"])
BAD = '{\n  "format": "tthcplan/1",\n  "id": "x", "yaer": 2021}\n'
OVERDUE = ("A.1", "ubnd-xa-ma-da", "kstt:2021-Q2")


# What the documents call members that the wrapper's rows call otherwise.
MEMBERS = {"plan_id": "plan", "task_id": "task", "unit_id": "unit", "indicator_id": "indicator"}
LEFT_OUT_AT_ZERO = {"days_late", "working_days_late", "accepted", "explained", "reduction"}
# A plan with what that of 2021 lacks.
SMALL = {
    "format": "tthcplan/1", "id": "xa", "year": 2025, "source": {"plan": "huyen", "revision": 3, "unit": "xa-a"},
    "units": [
        {"id": "huyen", "name": "UBND huyện"},
        {"id": "xa-a", "name": "UBND xã A", "superior": "huyen", "last_day": "2025-06-30",
         "contacts": [{"name": "Nguyễn Văn An", "position": "Công chức", "email": "an@example.vn", "phone": "0251",
                       "first_day": "2025-01-01", "last_day": "2025-06-30"}, {"name": "Lê Bình"}],
         "successors": [{"unit": "xa-b", "kind": "merge", "reference": "Nghị quyết 202/2025/QH15"}]},
        {"id": "xa-b", "name": "UBND xã B", "superior": "huyen",
         "contacts": [{"name": "Trần Chi", "email": "chi@example.vn"}]}],
    "tasks": [{"label": "1", "title": "Niêm yết", "lead": {"units": ["xa-a"]}, "deadline": {"text": "Quý I/2025"}},
              {"label": "2", "title": "Rà soát", "lead": {"units": ["xa-b"]}, "deadline": {"text": "Quý I/2025"}}],
    "indicators": [{"id": "tre-han", "title": "Hồ sơ trễ hạn", "kind": "ratio", "series": "per-period",
                    "baselines": [{"amount": 20}], "targets": [{"reduction": True, "comparator": ">=", "amount": 10}]},
                   {"id": "so-hoa", "title": "Số hóa", "kind": "value", "series": "cumulative", "measure": "%",
                    "targets": [{"comparator": "range", "amount": 40, "high": 60.5, "period": "2025-H1"},
                                {"comparator": ">=", "amount": 30.5, "unit": "xa-b"}]}],
}
SMALL_FACTS = {
    "format": "tthcplan-facts/1", "plan": "xa", "facts": [
        {"kind": "measurement", "indicator": "tre-han", "unit": "xa-a", "period": "2025-Q1", "numerator": 19,
         "denominator": 100, "day": "2025-04-03"},
        {"kind": "measurement", "indicator": "so-hoa", "unit": "xa-b", "period": "2025-Q1", "amount": 30.25,
         "day": "2025-04-03"}],
}
TABLE = """Mã nhiệm vụ;Đơn vị;Kỳ;Loại;Trạng thái;Ngày;Ngày hoàn thành;Số văn bản
2;UBND xã B;Quý I/2025;tiến độ;hoàn thành;2/4/2025;31/3/2025;12/BC-UBND
"""


def members(row, *left_out, **names):
    """A row as the documents write it: days as text, what is absent left out, and what the document does not have."""
    names = MEMBERS | names
    shown = {names.get(name, name): value for name, value in dataclasses.asdict(row).items() if name not in left_out}
    return {name: str(value) if isinstance(value, datetime.date) else value for name, value in shown.items()
            if value is not None and value != [] and (value or name not in LEFT_OUT_AT_ZERO)}


def in_english(plan):
    """The same plan, whose texts are those of the documents: decimals with a point."""
    return tthcplan.Library(language="en").read_plan(plan.json(facts=True))


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
    compare_assessment(assessment, decoded)
    decoded = json.loads(assessment.json(sentences=True))
    equal("sentences", [assessment.sentence(row) for row in range(len(decoded["assignments"]))],
          [row["sentence"] for row in decoded["assignments"]])
    english = in_english(plan).assess(DAY)
    equal("values", [members(row, "title", "measure", "verdict_name") for row in english.values()], decoded["values"])
    equal("figures", [members(row, "verdict_name") for row in english.figures()], decoded["figures"])


def compare_assessment(assessment, decoded):
    """Rows against their document."""
    equal("assignments", [members(row, "unit_name", "state_name", done="done_day") for row in assessment.assignments()],
          decoded["assignments"])
    no_reports = dict.fromkeys(["expected", "received", "on_time", "late", "missing"], 0)
    rollups = [members(row, "state_name") for row in assessment.rollups()]
    for row in rollups:
        row["counts"] = {state: count for state, count in row["counts"].items() if count > 0}
    equal("roll-ups", rollups, [{"reports": no_reports, **row} for row in decoded["rollups"]])
    equal("findings", [(row["code"], row["message"]) for row in assessment.findings()],
          [(row["finding"], row["message"]) for row in decoded["findings"]])


def test_small(library):
    """What the plan of 2021 lacks."""
    plan = library.read_plan(json.dumps(SMALL))
    equal("span", (plan.first_day, plan.last_day), (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)))
    equal("source", plan.source, tthcplan.Source("huyen", 3, "xa-a"))
    equal("contacts", [members(contact) for contact in plan.contacts("xa-a")], SMALL["units"][1]["contacts"])
    equal("successors", plan.successors("xa-a"),
          [tthcplan.Successor("xa-b", "merge", "Nghị quyết 202/2025/QH15")])
    equal("superiors", [plan.superior(unit["id"]) for unit in SMALL["units"]], [None, "huyen", "huyen"])
    equal("of no unit", (plan.contacts("x"), plan.successors("x"), plan.superior("x")), ([], [], None))
    equal("facts of a table", [plan.read_facts_csv(TABLE), plan.read_facts_csv(TABLE.encode("utf-16"))], [1, 0])
    error = failure(lambda: plan.read_facts_csv(TABLE.replace("2/4/2025", "2/4/25").replace("XÃ B", "xã X")))
    equal("a bad table", (error.path, error.line), ("/0/day", 2))
    equal("an option of tables", plan.read_facts_csv(TABLE.replace(";", "\t"), separator="\t", kind="progress"), 0)
    row = plan.add_fact({"kind": "acceptance", "task": "2", "unit": "xa-b", "period": "2025-Q1",
                         "day": datetime.date(2025, 4, 3)})
    equal("an acceptance", row, 1)
    plan.add_fact({"kind": "explanation", "task": "1", "unit": "xa-a", "period": "2025-Q1", "day": "2025-04-03",
                   "note": "Chờ mẫu"})
    plan.add_fact({"kind": "measurement", "indicator": "tre-han", "unit": "xa-a", "period": "2025-Q1",
                   "numerator": 19, "denominator": 100, "day": "2025-04-03"})
    assessment = in_english(plan).assess("2025-04-10")
    compare_assessment(assessment, json.loads(assessment.json()))
    equal("reasons", [(row.task_id, row.reason, row.accepted, row.explained) for row in assessment.assignments()],
          [("1", "past-due-silent", False, True), ("2", "done-by-due", True, False)])
    value = next(assessment.values())
    equal("a reduction", (value.baseline, value.reduction, value.verdict, value.periods_left, value.reachable),
          ("20", "5.00", "missed", 3, True))
    checks.check("what is needed", value.needed is not None and 0 < float(value.needed) < 19)
    one = plan.assess("2025-04-10", units=["xa-b"], states=["done-on-time"])
    equal("filtered", [row.task_id for row in one.assignments()], ["2"])
    equal("no such unit", failure(lambda: plan.assess(DAY, units=["x"])).code, library.lib.TTHC_E_UNKNOWN_ID)


def test_difference(plan):
    before, after = plan.assess("2021-03-15"), plan.assess(DAY)
    diff = before.diff(after)
    before.close()
    after.close()
    decoded = json.loads(diff.json())
    equal("differences", list(map(members, diff.changes())), decoded["changes"])
    checks.check("kinds of difference", {"entered-overdue", "state-changed"} <= decoded["counts"].keys())


def test_follow_up(library, plan):
    small = library.read_plan(json.dumps(SMALL))
    for of, day, options in [(plan, DAY, {}), (plan, "2021-12-31", {"reply_by": datetime.date(2022, 1, 10)}),
                             (small, "2025-07-21", {"reply_working_days": 5})]:
        follow_up = of.follow_up(of.assess(day), **options)
        decoded = json.loads(follow_up.json())
        equal("of", (follow_up.plan_id, str(follow_up.as_of), str(follow_up.reply_by), follow_up.held_count),
              tuple(decoded[name] for name in ("plan", "as_of", "reply_by", "held")))
        digests = list(follow_up.digests())
        equal("digests", [digest_members(digest) for digest in digests], decoded["digests"])
        equal("items", follow_up.item_count, sum(len(digest.items) for digest in digests))
        equal("noticed", len(follow_up.findings()), len(decoded["findings"]))
        checks.check("letters", all(digest.text.startswith("V/v đôn đốc") for digest in digests))
        log = follow_up.log_json()
        again = of.follow_up(of.assess(day), log)
        equal("given again", (again.item_count, list(again.digests()), again.log_json()), (0, [], log))
    checks.check("contacts", any(digest.contacts for digest in digests))
    checks.check("to the superior", {"superior", "copy"} <= {item.role for digest in digests for item in digest.items})
    first = small.follow_up(small.assess("2025-04-05"))
    promised = json.loads(first.log_json())
    for entry in promised["entries"]:
        entry.update(acknowledged="2025-04-05", promised="2025-05-10")
    held = small.follow_up(small.assess("2025-05-09"), json.dumps(promised))
    equal("held", (first.item_count, held.item_count, held.held_count), (2, 0, 2))
    later = small.follow_up(small.assess("2025-05-12"), json.dumps(promised))
    checks.check("a promise that was not kept", {item.promised for digest in later.digests() for item in digest.items}
                 == {datetime.date(2025, 5, 10)})
    error = failure(lambda: small.follow_up(small.assess(DAY), "{}"))
    equal("no log", error.code, library.lib.TTHC_E_MISSING)
    equal("another plan's", failure(lambda: small.follow_up(plan.assess(DAY))).code, library.lib.TTHC_E_UNKNOWN_ID)
    equal("a day that is none", type(failure(lambda: small.follow_up(small.assess(DAY), levels=[{1j}]))), TypeError)


def digest_members(digest):
    shown = members(digest, "text", "unit_name", "items", "contacts")
    left_out = ("level_name", "unit_name", "state_name", "is_report")
    items = [{"kind": "report" if item.is_report else "work", **members(item, *left_out, passed="passed_over")}
             for item in digest.items]
    contacts = {"contacts": [members(contact) for contact in digest.contacts]} if digest.contacts else {}
    return {**shown, "name": digest.unit_name, **contacts, "items": items}


def test_ranking(library, plan, folder):
    files = [folder / "ranked.json", FACTS]
    files[0].write_bytes(PLAN.read_bytes())
    arguments = ["--as-of", "2021-12-31", *files]
    english = in_english(plan)
    ranking = english.rank(english.assess("2021-12-31"))
    decoded = json.loads(ranking.json())
    equal("of", (ranking.plan_id, ranking.subject, str(ranking.as_of), ranking.known_at),
          (decoded["plan"], decoded["subject"], decoded["as_of"], None))
    equal("scheme", {**members(ranking.scheme), "points": "100"}, decoded["scheme"])
    equal("criteria", list(map(members, ranking.criteria())), list(map(ranked_document, decoded["criteria"])))
    rows = list(ranking.rows())
    equal("rows", list(map(ranked_members, rows)), list(map(ranked_document, decoded["rows"])))
    equal("points for people", [score.text for score in rows[0].scores],
          [score["points"] for score in decoded["rows"][0]["scores"]])
    equal("a row", (ranking.unit(rows[3].unit_id), ranking.unit("x")), (rows[3], None))
    scheme = {**json.loads(library.rating_scheme), "min_due": 73}
    demanding = english.rank(english.assess("2021-12-31"), json.dumps(scheme))
    equal("some are not ranked", list(map(ranked_members, demanding.rows())),
          list(map(ranked_document, json.loads(demanding.json())["rows"])))
    equal("reasons", {(row.rank is None, row.reason) for row in demanding.rows()},
          {(False, None), (True, "too-few-due")})
    scheme["criteria"].append({"id": "sang-kien", "name": "Sáng kiến", "points": 10, "measure": "manual"})
    scores = [{"unit": OVERDUE[1], "criterion": "sang-kien", "points": 7.5}]
    assessment = plan.assess("2021-12-31")
    equal("points given", plan.rank(assessment, json.dumps(scheme), scores=scores).unit(OVERDUE[1]).scores[-1].points,
          75000)
    equal("known at", plan.rank(plan.assess(DAY, known_at=1625000000)).known_at, 1625000000)
    equal("no scheme", failure(lambda: plan.rank(assessment, "{}")).code, library.lib.TTHC_E_MISSING)
    for options in [[], ["--json"], ["--explain", OVERDUE[1]], ["--explain", "nobody"], ["--scheme", FACTS]]:
        equal(f"rank_units.py {options}", script("rank_units.py", *options, *arguments),
              run(EXAMPLES / "rank_units", *options, *arguments))


def ranked_document(row):
    """A row of a ranking's document as the wrapper has it: points in ten-thousandths."""
    points = {name: int(decimal.Decimal(row[name]) * 10000) for name in row.keys() & {"points", "attainable"}}
    scores = {"scores": [ranked_document(score) for score in row["scores"]]} if "scores" in row else {}
    return {**row, **points, **scores}


def ranked_members(row):
    shown = members(row, "block_name", block_id="block", unit_name="name", class_id="class", reason="not_ranked",
                    reason_text="reason")
    scores = [members(score, "text", criterion_id="criterion") for score in row.scores]
    return {**shown, "scores": scores}


def counts(row):
    """The counts of a report's line, or of a row of its document, which leaves out reports where none are owed."""
    row = dataclasses.asdict(row) if isinstance(row, tthcplan.ReportLine) else row
    none = dict.fromkeys(["expected", "received", "on_time", "late", "missing"], 0)
    return [row["to_date"], row["due_in_period"], row["done_in_period"], row.get("reports", none)]


def document_lines(report):
    """The lines of a report's document: kind, unit, id, label, title, counts."""
    yield ["plan", None, report["plan"], None, report["subject"], counts(report["counts"])]
    for kind, name in [("section", "sections"), ("task", "tasks"), ("unit", "units"), ("period", "reporting_periods")]:
        for row in report[name]:
            yield [kind, None, row["id"], row.get("label"), row.get("title", row.get("name")), counts(row)]
    titles = {row["id"]: [row["label"], row["title"]] for row in report["tasks"]}
    for unit in report["units"]:
        for row in unit.get("tasks", []):
            yield ["task", unit["id"], row["task"], *titles[row["task"]], counts(row)]


def document_task(row):
    """A row of a report's table of tasks, without what stands in the lines and in the evidence."""
    left_out = ("to_date", "due_in_period", "done_in_period", "reports", "percent_given", "evidence")
    return {name: value for name, value in row.items() if name not in left_out}


def report_value(row):
    """An indicator of a report as its document has it."""
    to_date, in_period = (members(reached, "verdict_name") for reached in (row.to_date, row.in_period))
    return {**members(row, "to_date", "in_period", "periods"), "to_date": to_date,
            "in_period": in_period | ({"periods": row.periods} if row.periods else {})}


def test_report(library, plan):
    english = in_english(plan)
    english.add_fact({"kind": "explanation", "task": "A.1", "unit": OVERDUE[1], "period": OVERDUE[2],
                      "day": "2021-06-10", "note": "Chờ biểu mẫu", "reference": "12/CV"})
    english.add_fact({"kind": "measurement", "indicator": "ty-le-ho-so-truc-tuyen", "unit": OVERDUE[1],
                      "period": "2021-Q2", "numerator": 1, "denominator": 4, "day": "2021-06-11",
                      "difficulties": "Đường truyền yếu"})
    for period, options in [("kstt:2021-Q2", {"as_of": datetime.date(2021, 7, 15), "compare": True, "per_unit": True}),
                            ("Quý II/2021", {"unit": OVERDUE[1], "known_at": 1700000000, "level": "commune"}),
                            ("2021-02-01..2021-05-10", {"provisional": True})]:
        report = english.report(period, **options)
        document = json.loads(report.json())
        equal("header", [report.plan_id, report.subject, report.authority, report.unit_id, report.unit_name,
                         report.period, report.name, str(report.first_day), str(report.last_day), report.other_name,
                         report.sending_day and str(report.sending_day), str(report.as_of), report.known_at,
                         report.is_provisional],
              [document.get(name) for name in ("plan", "subject", "authority", "unit", "unit_name", "period", "name",
                                               "first_day", "last_day")]
              + [document.get("other_period", {}).get("name"), document.get("sending_day"), document["as_of"],
                 document.get("known_at"), document["provisional"]])
        equal("lines", [[line.kind, line.unit_id, line.id, line.label, line.title, counts(line)]
                        for line in report.lines()], list(document_lines(document)))
        equal("table", [members(row, "state_name", section_id="section") for row in report.tasks()],
              list(map(document_task, document["tasks"])))
        equal("evidence", list(map(members, report.evidence())),
              [{"task": task["id"], **row} for task in document["tasks"] for row in task.get("evidence", [])])
        equal("indicators", list(map(report_value, report.values())), document["indicators"])
        for kind, name in [("difficulty", "difficulties"), ("explanation", "explanations")]:
            equal(name, [members(row, "kind") for row in report.remarks() if row.kind == kind], document[name])
        equal("late", list(map(members, report.late())), document["late"])
        equal("changes", list(map(members, report.changes())), document.get("changes", []))
    checks.check("said of it", {row.kind for row in english.report("kstt:2021-Q2").remarks()}
                 == {"difficulty", "explanation"})
    checks.check("in Vietnamese", plan.report("kstt:2021-Q2").name.startswith("Quý II năm 2021 (từ 15/03/2021"))
    equal("no such period", failure(lambda: plan.report("kstt:2021-Q9")).code, library.lib.TTHC_E_PERIOD)
    equal("an unknown option", failure(lambda: plan.report("2021", units=[])).code, library.lib.TTHC_E_UNKNOWN_MEMBER)
    for options in [["--as-of", DAY], ["--json"], ["--unit", OVERDUE[1], "--period", "2021-H1"],
                    ["--as-of", DAY, "--known-at", "1625000000", "--json"]]:
        equal(f"quarter_report.py {options}", script("quarter_report.py", *options, PLAN, FACTS),
              run(EXAMPLES / "quarter_report", *options, PLAN, FACTS))
    for wrong in (["--unit", "nobody", PLAN, FACTS], [PLAN, PLAN]):
        equal(f"quarter_report.py {wrong}", script("quarter_report.py", *wrong), run(EXAMPLES / "quarter_report", *wrong))


def test_cascade(library, plan):
    unit, superior = OVERDUE[1], library.read_plan(PLAN.read_bytes())
    own = superior.derive(unit, authority="UBND xã Mã Đà")
    equal("derived", (own.id, own.source), (f"{plan.id}-{unit}", tthcplan.Source(plan.id, 0, unit)))
    equal("no such unit", failure(lambda: superior.derive("x")).code, library.lib.TTHC_E_UNKNOWN_ID)
    own.add_progress(*OVERDUE, "done", DAY)
    equal("rolled up", [superior.roll_up(own), superior.roll_up(own), superior.fact_count], [1, 0, 1])
    equal("of another plan", failure(lambda: own.roll_up(superior)).code, library.lib.TTHC_E_UNKNOWN_ID)
    senders = json.loads(superior.senders_json(last_day=datetime.date(2021, 7, 15)))
    equal("who has reported", [row["unit"] for row in senders["units"] if row["facts"] > 0], [unit])
    equal("who has reported later", json.loads(superior.senders_json("2021-07-16"))["units_sent"], 0)

    amended = json.loads(PLAN.read_bytes())
    amended["number"] = "06/KH-UBND"
    for task in amended["tasks"][:2]:
        task["title"] += " (sửa)"
    now = library.read_plan(json.dumps(amended))
    diff = superior.diff(now)
    document = json.loads(diff.json())
    equal("plan differences", [members(row, "change_name") for row in diff.changes()], document["differences"])
    equal("names of changes", {row.change: row.change_name for row in diff.changes()}["reworded"], "sửa câu chữ")

    mine = json.loads(own.json())
    mine["tasks"][0]["title"] = "Kế hoạch của xã"
    del mine["tasks"][2]
    mine = library.read_plan(json.dumps(mine))
    merge = mine.rederive(superior, now)
    document = json.loads(merge.json())
    equal("merged", [members(row, "kind_name") for row in merge.rows()], document["rows"])
    equal("conflicts", (merge.conflicts, document["conflicts"]), (1, 1))
    checks.check("kinds", {"conflict", "changed-above", "kept-local-deletion"} == {row.kind for row in merge.rows()})
    checks.check("names of kinds", all(row.kind_name for row in merge.rows()))
    merged = merge.plan()
    merge.close()
    equal("the merged plan", [task["title"] for task in json.loads(merged.json())["tasks"]][:2],
          ["Kế hoạch của xã", amended["tasks"][1]["title"]])
    restored = mine.rederive(superior, now, restore=["A.3"]).plan()
    checks.check("restored", restored.find_task("A.3") is not None and merged.find_task("A.3") is None)

    following = plan.carry_over(plan.assess("2021-12-31"))
    equal("carried over", (following.id, following.year, following.source),
          ("vinh-cuu-2022", 2022, tthcplan.Source(plan.id, plan.revision, None)))
    equal("no later year", failure(lambda: plan.carry_over(plan.assess(DAY), year=2021)).code, library.lib.TTHC_E_VALUE)


def test_tally(library):
    plan = library.read_plan(PLAN.read_bytes())
    tally = library.tally(plan.first_day, datetime.date(2021, 6, 14))
    equal("dossiers", [tally.read_csv(DOSSIERS.read_bytes(), plan), tally.read_csv(DOSSIERS.read_text("utf-8"), plan)],
          [tally.dossier_count, 0])
    program = EXAMPLES / "dossier_tally"
    equal("tally", (0, tally.json()), run(program, "--json", PLAN, DOSSIERS, "kstt:2021-Q2"))
    decoded = json.loads(tally.json())
    rows = [members(row, "units_reported") if row.unit_id is None else members(row, "units_reported", "first_day",
                                                                               "last_day") for row in tally.rows()]
    equal("rows", rows, [{name: value for name, value in row.items() if name not in ("source", "units_reported")}
                         for row in decoded["rows"]])
    equal("coverage", [row.units_reported for row in tally.rows() if row.unit_id is None],
          [row["units_reported"] for row in decoded["rows"] if "unit" not in row])
    equal("units", tally.unit_count, decoded["units"])
    facts = tally.facts_json(plan, {"ty-le-ho-so-truc-tuyen": "online-share"}, levels=["Mức độ 3", "Mức độ 4"])
    equal("measurements", (0, facts), run(program, "--facts", PLAN, DOSSIERS, "kstt:2021-Q2"))
    equal("measurements read", plan.read_facts(facts), len(json.loads(facts)["facts"]))
    checks.check("noticed", "finished-before-received" in {row["code"] for row in tally.findings()})
    error = failure(lambda: tally.read_csv(DOSSIERS.read_text("utf-8").replace("Trực tiếp", "Qua fax"), plan))
    equal("bad rows", (error.line, len(error.problems) > 1), (2, True))


def test_tally_calls(library):
    tally = library.tally("2025-01-01", "2025-06-30", regime=None, units=["xa-a"])
    equal("a dossier", tally.add_dossier("xa-b", "1", "2025-01-10", "2025-01-20", datetime.date(2025, 1, 19)), 0)
    equal("another", tally.add_dossier("xa-b", "2", datetime.date(2025, 2, 1), channel="online"), 1)
    equal("the other again", tally.add_dossier("xa-b", "2", "2025-02-01", channel="online"), 1)
    row = tally.row("xa-b", "2025-Q1")
    equal("figures", (row.received, row.received_online, row.received_direct, row.done_early, row.pending_in_time),
          (2, 1, 1, 1, 1))
    equal("one that says nothing came in", tally.row("xa-a", "2025-Q1").received, 0)
    equal("all together", tally.row(None, "2025-Q2").carried_over, 1)
    equal("no such row", (tally.row("xa-c", "2025-Q1"), tally.row("xa-a", "2025-Q3")), (None, None))
    counts = {"received_online": 1, "received_direct": 2, "carried_over": 0, "done_early": 1, "done_on_time": 1,
              "done_late": 0, "pending_in_time": 1, "pending_overdue": 0}
    tally.add_counts("xa-c", "2025-Q1", **counts)
    equal("counts", tally.row("xa-c", "2025-Q1").received, 3)
    equal("one that is silent", tally.row("xa-c", "2025-Q2").received, None)
    error = failure(lambda: tally.add_counts("xa-c", "2025-Q2", **counts, received=7))
    equal("counts that do not add up", error.code, library.lib.TTHC_E_VALUE)
    equal("no such period", failure(lambda: library.tally("2025-01-01", "2025-01-02")).code, library.lib.TTHC_E_VALUE)


def save_two(library, path):
    """A store with the plan of 2021, its facts, and the plan of a commune that was derived from it."""
    store = library.open_store(path)
    plan = library.read_plan(PLAN.read_bytes())
    store.save(plan)
    store.append_facts(FACTS.read_bytes())
    own = plan.derive(OVERDUE[1])
    own.add_progress(*OVERDUE, "in-progress", "2021-05-03", percent=40)
    store.save(own)
    return store


def assessed(store, day):
    """What a question about all assignments should find: those of the assessments of the plans, in order of saving."""
    for stored in store.list_plans():
        assessment = store.load(stored.id).assess(day)
        titles = {row.id: row.title for row in assessment.rollups() if row.kind == "task"}
        for row in assessment.assignments():
            shown = dataclasses.asdict(row)
            for name in ("working_days_late", "reason", "accepted", "explained"):
                del shown[name]
            yield tthcplan.QueryRow(plan_id=stored.id, title=titles[row.task_id], **shown)


def spot(row):
    return row.plan_id, row.task_id, row.period, row.unit_id


def rows_of(pages):
    return [row for page in pages for row in page.rows()]


def test_query(library, store):
    lib = library.lib
    wanted = list(assessed(store, DAY))
    pages = list(store.query(DAY, order="task", limit=1000))
    equal("pages", [(len(list(page.rows())), page.next is None, page.left_out) for page in pages],
          [(1000, False, 0), (len(wanted) - 1000, True, 0)])
    rows = rows_of(pages)
    equal("order", [spot(row)[:3] for row in rows], [spot(row)[:3] for row in wanted])
    equal("rows", sorted(rows, key=spot), sorted(wanted, key=spot))
    checks.check("what they have", all(any(getattr(row, name) for row in wanted)
                                       for name in ("start", "due", "effective", "done", "days_late", "percent")))
    overdue = [row for row in wanted if row.state == "overdue"]
    pages = store.query(datetime.date(2021, 7, 15), states=["overdue"], order="unit", limit=7)
    equal("overdue by unit", rows_of(pages), sorted(overdue, key=lambda row: row.unit_id))
    page = next(store.query(DAY, states=["overdue"], limit=20))
    rest = store.query(DAY, states=["overdue"], after=page.next)
    equal("from behind a page", sorted(rows_of([page, *rest]), key=spot), sorted(overdue, key=spot))
    equal("of a plan and a unit, by days", rows_of(store.query(
        DAY, plans=["vinh-cuu-2021"], units=[OVERDUE[1]], due_from=datetime.date(2021, 6, 1), due_to="2021-06-30",
        order="task")), [row for row in wanted if (row.plan_id, row.unit_id) == ("vinh-cuu-2021", OVERDUE[1])
                         and row.effective and "2021-06-01" <= str(row.effective) <= "2021-06-30"])
    equal("nothing", [list(page.rows()) for page in store.query(DAY, units=["x"])], [[]])
    count = 0
    for page in store.query(DAY, limit=1000):
        with page:
            count += len(list(page.rows()))
    equal("pages that are closed", count, len(wanted))
    for what, options, code, path in [("a day", {"as_of": "2021-02-30"}, lib.TTHC_E_DAY, "/as_of"),
                                      ("a state", {"as_of": DAY, "states": ["late"]}, lib.TTHC_E_VALUE, "/states/0"),
                                      ("a page", {"as_of": DAY, "after": "x"}, lib.TTHC_E_VALUE, "/after"),
                                      ("an option", {"as_of": DAY, "x": 1}, lib.TTHC_E_UNKNOWN_MEMBER, "/x")]:
        error = failure(lambda: next(store.query(**options)))
        equal(f"not {what}", (type(error), error.code, error.path), (tthcplan.TthcError, code, path))


def save_small(library):
    """A store with the plan of what that of 2021 lacks."""
    store = library.open_store(":memory:")
    store.save(library.read_plan(json.dumps(SMALL)))
    equal("facts of the small plan", store.append_facts(json.dumps(SMALL_FACTS)), len(SMALL_FACTS["facts"]))
    return store


def compare_pages(ask, wanted, document_of):
    """What a question finds, against what it should, its pages, and their documents."""
    rows = rows_of(ask())
    equal("rows", rows, wanted)
    pages = list(ask(limit=7))
    equal("pages", [len(list(page.rows())) for page in pages],
          [min(7, len(rows) - begin) for begin in range(0, len(rows), 7)])
    equal("rows of pages", rows_of(pages), rows)
    equal("from behind a page", rows_of(ask(limit=3, after=pages[0].next)) if pages[0].next else [], rows[7:])
    for page in pages:
        decoded = json.loads(page.json())
        equal("a page", (page.next, page.left_out), (decoded.get("next"), decoded["left_out"]))
        equal("its document", list(map(document_of, page.rows())), decoded["rows"])


def refuses(ask, *cases):
    """What a question over all plans refuses, beside these cases: an option, its value and where the error is."""
    for option, value, path in [("as_of", "2021-02-30", "/as_of"), ("after", "x", "/after"), ("x", 1, "/x"), *cases]:
        error = failure(lambda: next(ask(**{"as_of": DAY, option: value})))
        equal(f"{option} {value}", (type(error), getattr(error, "path", None)), (tthcplan.TthcError, path))


def valued(store, day):
    """What a question about all values should find: those of the assessments of the plans, in order of saving."""
    for stored in store.list_plans():
        plan = store.load(stored.id)
        for row in plan.assess(day).values():
            yield {**dataclasses.asdict(row), "plan_id": stored.id, "unit_name": plan.units.get(row.unit_id)}


def value_members(row):
    shown = members(row, "verdict_name", unit_name="name", target_comparator="comparator", target_amount="amount",
                    target_high="high", target_is_reduction="reduction", target_unit_id="target_unit")
    return {name: json.loads(value) if name in ("amount", "high") else value for name, value in shown.items()}


def test_values(store, english, small):
    """`english` is the same store and `small` that of the small plan, both asked by a library that speaks English."""
    names = [field.name for field in dataclasses.fields(tthcplan.ValueRow)]
    shared = [name for name in names if not name.startswith("target_")]
    rows = rows_of(store.values(DAY))
    equal("of assessments", [[getattr(row, name) for name in shared] for row in rows],
          [[row[name] for name in shared] for row in valued(store, DAY)])
    for asked, day in [(english, DAY), (small, "2025-04-10")]:
        compare_pages(lambda **options: asked.values(day, **options), rows_of(asked.values(day)), value_members)
    every = rows + rows_of(small.values(datetime.date(2025, 4, 10)))
    checks.check("what they have", all(any(getattr(row, name) for row in every) for name in names))
    verdicts = list(tthcplan.Library().words("verdict").values())
    equal("by result", rows_of(store.values(DAY, order="result", limit=5)),
          sorted(rows, key=lambda row: verdicts.index(row.verdict)))
    for what, options, passes in [
            ("of plans", {"of": "plan"}, lambda row: row.unit_id is None),
            ("of a unit", {"units": [OVERDUE[1]]}, lambda row: row.unit_id == OVERDUE[1]),
            ("of a plan", {"plans": [rows[-1].plan_id]}, lambda row: row.plan_id == rows[-1].plan_id),
            ("of an indicator", {"indicators": [rows[0].indicator_id], "of": "unit"},
             lambda row: row.indicator_id == rows[0].indicator_id and row.unit_id is not None),
            ("with a result", {"results": ["no-value"]}, lambda row: row.verdict == "no-value")]:
        found = list(filter(passes, rows))
        equal(what, rows_of(store.values(DAY, **options)), found)
        checks.check(f"some {what}", 0 < len(found) < len(rows))
    refuses(store.values, ("results", ["good"], "/results/0"), ("order", "due", "/order"))


def followed_up(store, day):
    """What a question about follow-ups should find: the items of the plans' digests."""
    for stored in store.list_plans():
        plan = store.load(stored.id)
        assessment = plan.assess(day)
        places = [row.id for row in assessment.rollups() if row.kind == "task"]
        for digest in plan.follow_up(assessment).digests():
            for item in digest.items:
                shown = {field.name: getattr(item, field.name) for field in dataclasses.fields(item)
                         if field.name not in ("passed", "promised")}
                row = tthcplan.FollowUpListRow(recipient_id=digest.unit_id, recipient_name=digest.unit_name,
                                               contacts=digest.contacts, plan_id=stored.id, **shown)
                yield (row.recipient_id, stored.id, places.index(row.task_id)), row


def follow_up_members(row):
    shown = members(row, "level_name", "state_name", "is_report", "contacts", recipient_id="recipient")
    contacts = {"contacts": [members(contact) for contact in row.contacts]} if row.contacts else {}
    return {**shown, **contacts, "kind": "report" if row.is_report else "work"}


def test_follow_ups(store, small):
    for asked, day in [(store, DAY), (small, "2025-04-10"), (small, "2025-07-21")]:
        wanted = [row for _, row in sorted(followed_up(asked, day), key=lambda found: found[0])]
        compare_pages(lambda **options: asked.follow_ups(day, **options), wanted, follow_up_members)
    checks.check("contacts", any(row.contacts for row in wanted))
    checks.check("to the superior", {"superior", "copy"} <= {row.role for row in wanted})
    rows = rows_of(store.follow_ups(DAY))
    checks.check("of both kinds", {row.is_report for row in rows} == {False, True})
    checks.check("more than a page", len(rows) > 100)
    first = rows[0]
    for what, options, passes in [
            ("to a unit", {"recipients": [first.recipient_id]}, lambda row: row.recipient_id == first.recipient_id),
            ("of a level", {"reached": [first.level]}, lambda row: row.level == first.level),
            ("of a plan and a state", {"plans": [first.plan_id], "states": ["overdue"]},
             lambda row: (row.plan_id, row.state) == (first.plan_id, "overdue")),
            ("by days", {"due_to": datetime.date(2021, 6, 20)}, lambda row: str(row.effective) <= "2021-06-20")]:
        found = list(filter(passes, rows))
        equal(what, rows_of(store.follow_ups(datetime.date(2021, 7, 15), **options)), found)
        checks.check(f"some {what}", 0 < len(found) < len(rows))
    own = [{"id": "mot", "name": "Một", "from": 1}]
    equal("levels of one's own", {(row.level, row.level_name) for row in rows_of(
        store.follow_ups(DAY, follow_up_levels=own))}, {("mot", "Một")})
    refuses(store.follow_ups, ("recipients", [], "/recipients"), ("states", ["late"], "/states/0"))


def test_rollup(library, store):
    wanted = list(assessed(store, DAY))
    plans = {plan.id: plan.subject for plan in store.list_plans()}
    units = {row.unit_id: row.unit_name for row in wanted}
    for by, title_of, key in [("plan", plans.get, lambda row: row.plan_id),
                              ("unit", units.get, lambda row: row.unit_id),
                              ("level", lambda level: None, lambda row: level_of(row.unit_id))]:
        counts = collections.defaultdict(collections.Counter)
        for row in wanted:
            counts[key(row)][row.state] += 1
        rollups = store.rollup(by, DAY)
        equal(f"by {by}", [(row.id, row.title, row.assignments, collections.Counter(row.counts))
                           for row in rollups.rows()],
              [(group, title_of(group), counts[group].total(), counts[group]) for group in sorted(counts)])
        equal("left out", rollups.left_out, 0)
    rollups = store.rollup("section", datetime.date(2021, 7, 15), states=["overdue", "due-soon"], warning_days=0)
    equal("filtered", [(row.id, row.assignments) for row in rollups.rows()],
          sorted(collections.Counter(row.task_id[0] for row in wanted if row.state == "overdue").items()))
    error = failure(lambda: store.rollup("month", DAY))
    equal("by what is not there", (error.code, error.path), (library.lib.TTHC_E_VALUE, "/by"))
    with library.open_store(":memory:") as other:
        other.save(library.read_plan('{"format": "tthcplan/1", "id": "la", "year": 2021, "regime": "rieng"}'))
        equal("a plan that cannot be assessed", (next(other.query(DAY)).left_out, other.rollup("unit", DAY).left_out,
                                                 next(other.query(DAY, plans=["x"])).left_out), (1, 1, 0))
        equal("its values and follow-ups",
              (next(other.values(DAY)).left_out, next(other.follow_ups(DAY)).left_out), (1, 1))


def level_of(unit_id):
    return "commune" if unit_id.startswith("ubnd-") else "division"


def searched(row):
    """A row of a search's document as the wrapper has it: places in characters."""
    data = row["text"].encode()
    places = [(match["start"], match["start"] + match["size"]) for match in row["matches"]]
    return {**row, "matches": [tuple(len(data[:place].decode()) for place in match) for match in places]}


def test_search(library, store):
    plans = ["vinh-cuu-2021", f"vinh-cuu-2021-{OVERDUE[1]}"]
    for words, matches in [("ma da", ["Mã", "Đà"]), ("MÃ ĐÀ", ["Mã", "Đà"]), ("xa mã đà", ["xã", "Mã", "Đà"])]:
        found = rows_of(store.search(words, kind="unit"))
        equal(f"units by {words}", [(row.plan_id, row.id, [row.text[begin:end] for begin, end in row.matches])
                                    for row in found], [(plan, OVERDUE[1], matches) for plan in plans])
    equal("another spelling", list(rows_of(store.search("mạ đà"))), [])
    for words in ("thu tuc", "xã"):
        pages = list(store.search(words, limit=7))
        equal(f"documents of {words}", list(map(members, rows_of(pages))),
              [searched(row) for page in pages for row in json.loads(page.json())["rows"]])
    equal("kinds", {row.kind for row in rows_of(pages)}, {"task", "unit"})
    pages = list(store.search("thu tuc", limit=7))
    rows = rows_of(pages)
    equal("pages", rows, rows_of(store.search("thu tuc")))
    equal("from behind a page", rows[7:], rows_of(store.search("thu tuc", after=pages[0].next)))
    checks.check("some pages", len(pages) > 2 and pages[-1].next is None)
    titles = {(plan, task["title"]) for plan in plans for task in json.loads(store.load(plan).json())["tasks"]}
    equal("tasks", {(row.plan_id, row.text) for row in rows},
          {(plan, title) for plan, title in titles if "thủ tục" in title.lower()})
    equal("of one plan", rows_of(store.search("thu tuc", plans=plans[1:])),
          [row for row in rows if row.plan_id == plans[1]])
    equal("no word", failure(lambda: next(store.search("…"))).code, library.lib.TTHC_E_VALUE)
    equal("a NUL in words", type(failure(lambda: store.search("x\0"))), ValueError)
    error = failure(lambda: next(store.search("x", kind="plan")))
    equal("another kind", (error.code, error.path), (library.lib.TTHC_E_VALUE, "/kind"))


def test_upkeep(library, store, folder):
    lib = library.lib
    path = folder / "backup.db"
    with store.start_backup(path, restarts=3) as backup:
        equal("some pages", (backup.permille, backup.step(5)), (0, True))
        checks.check("how much", 0 < backup.permille < 1000, backup.permille)
        equal("compacting meanwhile", failure(store.compact).code, lib.TTHC_E_BUSY)
        equal("the rest", (backup.step(), backup.permille), (False, 1000))
    with library.open_store(path, create=False) as copy:
        equal("the copy", (copy.head(), copy.verify(), copy.check(), copy.check(quick=True)),
              (store.head(), [], [], []))
        size = path.stat().st_size
        equal("compacted", (copy.compact(), copy.check(), path.stat().st_size <= size), (None, [], True))
    equal("a file that is there", failure(lambda: store.start_backup(path)).code, lib.TTHC_E_IO)
    equal("restarts", failure(lambda: store.start_backup(folder / "no.db", restarts=-1)).path, "/restarts")
    backup = store.start_backup(folder / "called-off.db")
    backup.step(1)
    backup.close()
    equal("called off", ((folder / "called-off.db").exists(), failure(backup.step).code), (False, lib.TTHC_E_HANDLE))
    path.write_bytes(path.read_bytes().replace("UBND xã Mã Đà".encode(), "UBND xã Mã Đì".encode()))
    with library.open_store(path) as damaged:
        checks.check("what a check finds", "store-digest" in {finding["code"] for finding in damaged.check()})
        checks.check("what verifying finds", "revision-differs" in {finding["code"] for finding in damaged.verify()})
    equal("an option of checks", failure(lambda: store.check(fast=True)).code, lib.TTHC_E_UNKNOWN_MEMBER)
    equal("a journal", failure(lambda: library.open_store(path, journal="off")).path, "/journal")
    with library.open_store(path, journal="truncate", allow_network=True) as opened:
        equal("options of stores", len(opened.list_plans()), 2)


def test_bulk(library):
    documents = [checks.PLAN.read_bytes(), checks.FACTS.read_bytes()]
    with library.open_store(":memory:") as single, library.open_store(":memory:") as store:
        single.save(library.read_plan(documents[0]))
        single.append_facts(documents[1])
        with store.start_bulk(b"\n".join(documents)) as bulk:
            equal("before the first step", (bulk.permille, bulk.documents), (0, 0))
            equal("one document", (bulk.step(1), bulk.documents), (True, 1))
            checks.check("how much", 0 < bulk.permille < 1000, bulk.permille)
            equal("the rest", (bulk.step(), bulk.permille, bulk.documents), (False, 1000, 2))
        equal("as by single calls", store.head(), single.head())
        with store.start_bulk('{"format": "tthcplan/1", "id": "x", "year": 2021}\n {}') as bulk:
            error = failure(bulk.step)
            equal("a bad document", (error.code, error.line, error.column), (library.lib.TTHC_E_MISSING, 2, 2))
            equal("nothing of the step", (bulk.documents, len(store.list_plans())), (0, 1))
        equal("a freed one", failure(bulk.step).code, library.lib.TTHC_E_HANDLE)


def test_trail(library):
    lib = library.lib
    with library.open_store(":memory:") as store:
        equal("no row", (list(store.trail()), store.head()), ([], "0:" + 64 * "0"))
        store.act_as(actor="Nguyễn Văn An", at=1770000000)
        plan = library.read_plan(PLAN.read_bytes())
        store.save(plan)
        store.append_facts(FACTS.read_bytes())
        early = store.head()
        amended = json.loads(plan.json())
        amended["subject"] = "Kế hoạch sửa"
        store.act_as(actor="Lê Bình", reason="sửa tên")
        error = failure(lambda: store.save(library.read_plan(json.dumps(amended))))
        equal("made from no revision", (error.code, error.path),
              (lib.TTHC_E_CONFLICT, "/plans/vinh-cuu-2021/revisions/1"))
        other = library.read_plan(json.dumps(amended), revision=1)
        equal("another revision", store.save(other), 2)
        store.save(library.read_plan(json.dumps(SMALL)))
        store.act_as()
        error = failure(lambda: store.remove("vinh-cuu-2021", 2))
        equal("without a reason", error.code, lib.TTHC_E_MISSING)
        error = failure(lambda: store.remove("vinh-cuu-2021", 1, "nhập nhầm"))
        equal("not the latest", (error.code, error.path), (lib.TTHC_E_CONFLICT, "/plans/vinh-cuu-2021/revisions/2"))
        equal("a NUL in a reason", type(failure(lambda: store.remove("vinh-cuu-2021", 2, "x\0"))), ValueError)
        equal("removed", store.remove("vinh-cuu-2021", 2, "nhập nhầm"), None)
        equal("plans that are left", [stored.id for stored in store.list_plans()], ["xa"])
        checks.check("why there is none", "nhập nhầm" in str(failure(lambda: store.load("vinh-cuu-2021"))))
        store.save(other)
        shown = [(row.seq, row.at, row.actor, row.action, row.plan_id, row.revision, row.first_fact, row.last_fact,
                  row.reason) for row in rows_of(store.trail())]
        equal("trail", shown, [
            (1, 1770000000, "Nguyễn Văn An", "saved", "vinh-cuu-2021", 1, None, None, None),
            (2, 1770000000, "Nguyễn Văn An", "appended", "vinh-cuu-2021", 1, 1, FACT_COUNT, None),
            (3, None, "Lê Bình", "saved", "vinh-cuu-2021", 2, None, None, "sửa tên"),
            (4, None, "Lê Bình", "saved", "xa", 1, None, None, "sửa tên"),
            (5, None, None, "removed", "vinh-cuu-2021", 2, None, None, "nhập nhầm"),
            (6, None, None, "restored", "vinh-cuu-2021", 2, None, None, None)])
        for pages in (store.trail(), store.trail(limit=2), store.trail(plan="xa"), [store.revisions("vinh-cuu-2021")]):
            for page in pages:
                rows = [{name: value for name, value in row.items() if name not in ("previous", "facts_extra")}
                        for row in json.loads(page.json())["rows"]]
                equal("rows", list(map(members, page.rows())), rows)
        equal("pages", [[row.seq for row in page.rows()] for page in store.trail(limit=2, after=1)],
              [[2, 3], [4, 5], [6]])
        equal("of a plan", [row.seq for row in rows_of(store.trail(plan="xa"))], [4])
        equal("revisions", [(row.seq, row.revision) for row in store.revisions("vinh-cuu-2021").rows()],
              [(1, 1), (3, 2)])
        equal("of no plan", failure(lambda: store.revisions("x")).code, lib.TTHC_E_NOT_FOUND)
        equal("no limit", failure(lambda: next(store.trail(limit=0))).path, "/limit")
        equal("an option of acting", failure(lambda: store.act_as(who="x")).code, lib.TTHC_E_UNKNOWN_MEMBER)
        head = store.head()
        equal("head", head, f"6:{rows_of(store.trail())[-1].hash}")
        equal("verified", [store.verify(), store.verify(early), store.verify(head)], [[], [], []])
        finding = store.verify("6:" + 64 * "0")[0]
        equal("another head", (finding["code"], finding["path"]), ("trail-not-as-kept", "/trail/6"))
        equal("no head", failure(lambda: store.verify("x")).code, lib.TTHC_E_VALUE)


def test_exchange(library, store, folder):
    head = store.head()
    texts = list(store.export_lines(rows=2))
    equal("texts", ["".join(texts), len(texts)], ["".join(store.export_lines()), 2])
    with library.open_store(folder / "copy.db") as copy:
        equal("rows imported", [copy.import_lines(texts[0]), copy.import_lines(texts[1].encode())], [2, 2])
        equal("head of the copy", copy.head(), head)
        equal("its plans", [copy.load(plan.id).json(facts=True) for plan in copy.list_plans()],
              [store.load(plan.id).json(facts=True) for plan in store.list_plans()])
        equal("nothing more", list(copy.export_lines(after=4)), [])
        error = failure(lambda: copy.import_lines(texts[1]))
        equal("a text again", (type(error), error.line), (tthcplan.TthcError, 1))
        exported = copy.export_lines(rows=3)
        first = next(exported)
        copy.save(library.read_plan(json.dumps(SMALL)))
        equal("what is written meanwhile is for the next time", [first + "".join(exported)], ["".join(texts)])
        more = list(copy.export_lines(after=4))
        equal("the next time", [len(more), json.loads(more[0].splitlines()[0])["plan"]], [1, "xa"])
        equal("no rows", failure(lambda: next(copy.export_lines(rows=0))).code, library.lib.TTHC_E_ARGUMENT)
        equal("before the first row", failure(lambda: next(copy.export_lines(after=-1))).code,
              library.lib.TTHC_E_ARGUMENT)
    with library.open_store(":memory:") as other:
        error = failure(lambda: other.import_lines("".join(texts).replace("A.1", "A.01", 1)))
        checks.check("a bad line", error.line > 1, error)
        equal("nothing of it", other.head(), "0:" + 64 * "0")


def test_fork(library, path):
    """In a forked child every call fails, also of an iteration that began before; the parent goes on."""
    with library.open_store(path) as store:
        pages = store.query(DAY, limit=1)
        page = next(pages)
        backup = store.start_backup(path.with_name("forked.db"))
        backup.step(1)
        calls = [lambda: next(pages), lambda: next(store.query(DAY)), lambda: store.rollup("unit", DAY),
                 lambda: store.act_as(), store.head, store.verify, lambda: next(store.trail()),
                 lambda: store.revisions("vinh-cuu-2021"), lambda: store.remove("vinh-cuu-2021", 1, "x"),
                 lambda: next(store.export_lines()), lambda: store.import_lines("{}"), store.list_plans,
                 lambda: next(store.search("xã")), lambda: next(store.values(DAY)),
                 lambda: next(store.follow_ups(DAY)), store.check, store.compact, backup.step,
                 lambda: store.start_backup(path.with_name("child.db")), lambda: store.start_bulk("{}")]
        child = os.fork()
        if child == 0:
            codes = {getattr(failure(call), "code", None) for call in calls}
            os._exit(0 if codes == {library.lib.TTHC_E_FORKED} and len(list(page.rows())) == 1 else 1)
        equal("a store from before a fork", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
        equal("the parent", (store.verify(), backup.step(), backup.permille), ([], False, 1000))


def test_late_everywhere(store, path):
    """late_everywhere.py, against the assessments of the plans."""
    wanted, unit = [], None
    late = [row for row in assessed(store, DAY) if row.state == "overdue"]
    for row in sorted(late, key=lambda row: row.unit_id):
        wanted += [f"{row.unit_name}:"] if row.unit_id != unit else []
        unit = row.unit_id
        wanted.append(f"  {row.plan_id} {row.task_id}, kỳ {row.period}, hạn {row.effective:%d/%m/%Y}, quá hạn "
                      f"{row.days_late} ngày: {row.title}")
    checks.check("more than a page", len(late) > 100)
    wanted.append(f"{len(late)} phần việc quá hạn của {len({row.unit_id for row in late})} đơn vị trong 2 kế hoạch")
    equal("late_everywhere.py", script("late_everywhere.py", "--as-of", DAY, path), (0, "\n".join(wanted) + "\n"))
    equal("of a bad day", script("late_everywhere.py", "--as-of", "15/07/2021", path)[0], 1)
    code, output = script("late_everywhere.py", path.with_name("none.db"))
    checks.check("of no store", code == 1 and output.startswith(f"{path.with_name('none.db')}: Không tìm thấy"), output)


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
    c_log, log = folder / "c-log.json", folder / "log.json"
    for arguments in [("--as-of", DAY, PLAN, FACTS), ("--as-of", DAY, PLAN, FACTS), ("--as-of", "2021-07-21", PLAN),
                      ("--as-of", DAY, PLAN, bad), ("--as-of", DAY, bad), ("--as-of", "x", PLAN)]:
        equal(f"follow_up.py {arguments}", script("follow_up.py", "--log", log, *arguments),
              run(EXAMPLES / "follow_up", "--log", c_log, *arguments))
        equal("log", log.read_bytes(), c_log.read_bytes())
    equal("follow_up.py of a wrong log", script("follow_up.py", "--log", PLAN, PLAN),
          run(EXAMPLES / "follow_up", "--log", PLAN, PLAN))
    equal("follow_up.py without a log", script("follow_up.py", "--as-of", DAY, PLAN, FACTS),
          run(EXAMPLES / "follow_up", "--as-of", DAY, PLAN, FACTS))
    equal("usage", [script(name)[0] for name in ("plan_status.py", "follow_up.py")], [2, 2])


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
        pages = store.query(DAY, limit=3)
        page = next(pages)
    equal("a page after its store", len(list(page.rows())), 3)
    equal("no further page", failure(lambda: next(pages)).code, library.lib.TTHC_E_HANDLE)
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
        test_small(library)
        test_difference(plan)
        test_follow_up(library, plan)
        test_ranking(library, plan, folder)
        test_report(library, plan)
        test_cascade(library, plan)
        test_tally(library)
        test_tally_calls(library)
        with save_two(library, folder / "two.db") as store:
            test_query(library, store)
            english = tthcplan.Library(language="en")
            with english.open_store(folder / "two.db") as other, save_small(english) as small:
                test_values(store, other, small)
                test_follow_ups(store, small)
            test_rollup(library, store)
            test_search(library, store)
            test_upkeep(library, store, folder)
            test_exchange(library, store, folder)
            test_late_everywhere(store, folder / "two.db")
        test_bulk(library)
        test_trail(library)
        test_fork(library, folder / "two.db")
        test_errors(library)
        test_absent(library)
        test_lifetime(folder / "python.db")
        test_threads(library)
    checks.finish()


if __name__ == "__main__":
    main()
