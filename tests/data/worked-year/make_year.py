#!/usr/bin/python3
"""Makes the worked year: plan.json and facts.json beside this file, which are committed.

The plan is that of examples/data/vinh-cuu-2021.json with what a plan needs to be followed: superiors, contacts, targets
by unit and by period, reductions with baselines, the orders of part V as tasks, and two changes of units. All that is
not in that document is invented (each such row says so in "x-note"), and so are all facts. Made with a fixed seed:
running it again gives the same bytes.

usage: make_year.py (writes both files) | make_year.py --check (fails when they differ)
"""
import datetime
import json
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLE = HERE.parents[2] / "examples" / "data" / "vinh-cuu-2021.json"
INVENTED = "Tình huống giả định để kiểm thử, không có trong kế hoạch."
ONE = datetime.timedelta(days=1)
fair = random.Random(2021)

OFFICE, FINANCE, HOME = "van-phong-hdnd-ubnd", "phong-tai-chinh-ke-hoach", "phong-noi-vu"
DISTRICT, CENTRE, HEALTH = "ubnd-huyen-vinh-cuu", "trung-tam-van-hoa-thong-tin-the-thao", "phong-y-te"
MERGED, HEIR = "ubnd-xa-hieu-liem", "ubnd-xa-tri-an"
MERGED_UNTIL, HEALTH_UNTIL = datetime.date(2021, 8, 31), datetime.date(2021, 10, 31)
ALL, COMMUNES = "cac-co-quan-don-vi-ubnd-cap-xa", "ubnd-cap-xa"


class chance:
    """Made of random() alone, which gives the same numbers in all versions of Python."""

    random = fair.random

    @staticmethod
    def randint(low, high):
        return low + int(fair.random() * (high - low + 1))

    @staticmethod
    def choice(rows):
        return rows[chance.randint(0, len(rows) - 1)]


def day(text):
    return datetime.date.fromisoformat(text if len(text) > 5 else "2021-" + text)


# --- the plan -------------------------------------------------------------------------------------------------------

FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi"]
MIDDLE = ["Văn", "Thị", "Minh", "Thanh", "Hữu", "Ngọc"]
GIVEN = ["An", "Bình", "Chi", "Dũng", "Hà", "Hạnh", "Khoa", "Lan", "Long", "Mai", "Nam", "Oanh", "Phúc", "Thảo"]
OFFICER = "Công chức Văn phòng - Thống kê"


def contact(unit, n, **span):
    return {"name": f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}",
            "position": OFFICER if unit.startswith("ubnd-") else "Chuyên viên",
            "email": f"{unit}.{n}@vinhcuu.example", **span}


def contacts(unit, order):
    """One for the year; some changed in summer, some have two, some nobody for a time."""
    if order % 5 == 1:
        return [contact(unit, 1, last_day="2021-06-30"), contact(unit, 2, first_day="2021-07-01")]
    if order % 7 == 2:
        return [contact(unit, 1, last_day="2021-03-31"), contact(unit, 2, first_day="2021-05-01")]
    if order % 9 == 3:
        return [contact(unit, 1), contact(unit, 2, first_day="2021-04-01", last_day="2021-12-31")]
    return [contact(unit, 1)]


def make_unit(row, order):
    tail = {key: row[key] for key in ("aliases", "members", "x-note") if key in row}
    unit = {key: row[key] for key in ("id", "name", "kind", "level", "code") if key in row}
    if "level" not in row:
        return {**unit, **tail}
    unit["superior"] = DISTRICT
    successors = {}
    if unit["id"] == MERGED:
        unit["last_day"] = str(MERGED_UNTIL)
        successors = {"successors": [{"unit": HEIR, "kind": "merge", "reference": "Nghị quyết giả định"}]}
    if unit["id"] == HEALTH:
        unit["last_day"] = str(HEALTH_UNTIL)
    people = {"contacts": contacts(unit["id"], order)}
    note = {"x-note": INVENTED} if "last_day" in unit else {}
    return {**unit, **tail, **people, **successors, **note}


def make_units(rows):
    units = [make_unit(row, order) for order, row in enumerate(rows)]
    return units + [{"id": DISTRICT, "name": "UBND huyện Vĩnh Cửu", "level": "district",
                     "contacts": [contact(DISTRICT, 1, last_day="2021-09-30")], "x-note": INVENTED}]


def part_task(label, title, lead, text, clauses):
    name = {ALL: "Các cơ quan, đơn vị, UBND cấp xã", COMMUNES: "UBND cấp xã", FINANCE: "Phòng Tài chính - Kế hoạch",
            OFFICE: "Văn phòng HĐND&UBND huyện"}[lead]
    return {"id": "V." + label, "part": "V", "label": label, "title": title, "lead": {"text": name, "units": [lead]},
            "deadline": {"text": text, "clauses": clauses}, "x-note": INVENTED}


PART_TASKS = [
    part_task("1", "Xây dựng kế hoạch triển khai của cơ quan, đơn vị, địa phương", ALL, "Trước ngày 01/02/2021",
              [{"kind": "once", "due": "2021-01-31", "key": "2021-01"}]),
    part_task("2", "Rà soát cán bộ đầu mối kiểm soát thủ tục hành chính", COMMUNES, "06 tháng một lần",
              [{"kind": "recurring", "every": "half-year"}]),
    part_task("3", "Bố trí kinh phí thực hiện", FINANCE, "10 ngày làm việc sau khi giao dự toán",
              [{"kind": "on-event", "after": {"days": 10, "working": True, "event": "giao dự toán"}}]),
    part_task("4", "Đôn đốc, kiểm tra, đánh giá, xếp loại", OFFICE, "Ngày 25 tháng cuối quý",
              [{"kind": "recurring", "every": "quarter", "day": 25}])]

TARGETS = {
    "ty-le-ho-so-mau": [{"comparator": ">=", "amount": 25, "period": "2021-H1"},
                        {"comparator": ">=", "amount": 60, "unit": "ubnd-thi-tran-vinh-an"},
                        {"comparator": ">=", "amount": 12.5, "unit": "ubnd-xa-ma-da", "period": "2021-Q1"}],
    "ty-le-ho-so-truc-tuyen": [{"comparator": ">=", "amount": 15, "period": "2021-Q1"},
                               {"comparator": ">", "amount": 30, "unit": OFFICE},
                               {"comparator": ">=", "amount": 10, "unit": MERGED},
                               {"comparator": ">=", "amount": 17.5, "period": "2021-Q2"}],
    "so-hoa-ket-qua": []}

INDICATORS = [
    {"id": "so-ho-so-qua-han", "title": "Số hồ sơ giải quyết quá hạn", "kind": "value", "series": "per-period",
     "task": "E.1", "numerator": "hồ sơ giải quyết quá hạn", "measure": "hồ sơ",
     "baselines": [{"amount": 310}, {"amount": 14, "unit": "ubnd-thi-tran-vinh-an"}, {"amount": 20, "unit": OFFICE},
                   {"amount": 0, "unit": "ubnd-xa-ma-da"}],
     "targets": [{"comparator": ">=", "amount": 10, "reduction": True},
                 {"comparator": "<=", "amount": 9, "unit": HEIR},
                 {"comparator": "range", "amount": 5, "high": 62.5, "unit": OFFICE, "reduction": True}]},
    {"id": "ty-le-qua-han", "title": "Tỷ lệ hồ sơ giải quyết quá hạn", "kind": "ratio", "series": "per-period",
     "task": "E.1", "numerator": "hồ sơ giải quyết quá hạn", "denominator": "hồ sơ đã giải quyết", "measure": "%",
     "baselines": [{"amount": 3.35}, {"amount": 3.1, "unit": "ubnd-xa-phu-ly"}, {"amount": 2.5, "unit": FINANCE}],
     "targets": [{"comparator": ">", "amount": 7.5, "reduction": True},
                 {"comparator": "<", "amount": 4, "unit": HOME},
                 {"comparator": "<=", "amount": 5, "unit": HEIR, "period": "2021-Q4"}]},
    {"id": "ty-le-pakn-dung-han", "title": "Tỷ lệ phản ánh, kiến nghị xử lý đúng hạn", "kind": "ratio",
     "series": "per-period", "task": "F.1", "numerator": "phản ánh, kiến nghị xử lý đúng hạn",
     "denominator": "phản ánh, kiến nghị đã xử lý", "measure": "%", "targets": [{"comparator": "=", "amount": 100}]},
    {"id": "kinh-phi", "title": "Kinh phí đã chi cho kiểm soát thủ tục hành chính", "kind": "value",
     "series": "cumulative", "numerator": "kinh phí đã chi", "measure": "triệu đồng",
     "targets": [{"comparator": "range", "amount": 150, "high": 187.5}]}]


def make_plan():
    plan = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    plan["units"] = make_units(plan["units"])
    plan["tasks"] += PART_TASKS
    for row in plan["indicators"]:
        row["targets"] += TARGETS[row["id"]]
    plan["indicators"] += [{**row, "x-note": INVENTED} for row in INDICATORS]
    plan["x-note"] = "Năm mẫu để kiểm thử: đơn vị cấp trên, đầu mối, chỉ tiêu thêm, phần V và mọi số liệu là giả định."
    return plan


# --- facts ----------------------------------------------------------------------------------------------------------

DIFFICULTIES = ["Thiếu nhân lực tại Bộ phận một cửa.", "Phần mềm một cửa thường xuyên bị lỗi.",
                "Người dân chưa quen nộp hồ sơ trực tuyến.", "Kinh phí bố trí chậm."]
NOTES = ["Đã gửi văn bản giấy.", "Bổ sung theo yêu cầu.", "Số liệu tạm tính."]
facts = []
taken = {}


def instant(when, late=0):
    """Some time of the working day, so many days later; Vietnam is seven hours ahead."""
    moment = datetime.datetime(when.year, when.month, when.day, tzinfo=datetime.timezone.utc) + late * ONE
    return int(moment.timestamp()) + 3600 * chance.randint(1, 9) + chance.randint(0, 3599)


def recorded_later():
    return chance.choice([0] * 9 + [1, 3, 12, 35])


def add(kind, day, late=None, **members):
    """Adds a fact; its id tells what it is about."""
    about = members.get("task") or members["indicator"]
    stem = "-".join(filter(None, [about.lower().replace(".", ""), members.get("unit"), members.get("period", "").lower()
                                  .replace(":", "-").replace("#", "-").replace("..", "-")]))
    taken[stem] = taken.get(stem, 0) + 1
    fact = {"id": f"{stem}-{taken[stem]}", "kind": kind, **members, "day": str(day)}
    fact["recorded_at"] = members.get("recorded_at") or instant(day, recorded_later() if late is None else late)
    facts.append(fact)
    return fact


def say(task, unit, period, state, when, late=None, **more):
    return add("progress", when, late, task=task, unit=unit, period=period, state=state, **more)


def correct(fact, late, **change):
    """A correction speaks of the same day and is recorded later: past assessments change only in what is known now."""
    row = {key: value for key, value in fact.items() if key not in ("id", "kind", "day")}
    row.update(change, recorded_at=fact["recorded_at"] + late * 86400)
    if row.get("state") != "done":
        row.pop("done_day", None)
    return add(fact["kind"], day(fact["day"]), corrects=fact["id"], **row)


def evidence(unit, when):
    return {"number": f"{chance.randint(10, 290)}/BC-{'UBND' if unit.startswith('ubnd-') else 'CQ'}", "day": str(when)}


def members_of(units, name):
    rows = units[name].get("members")
    return [unit for row in rows for unit in members_of(units, row["unit"])] if rows else [name]


def leads(units, task, when):
    """Who owes it on a day, by the two changes of this year."""
    found = []
    for name in task["lead"]["units"]:
        for unit in members_of(units, name):
            if unit == MERGED and when > MERGED_UNTIL:
                unit = HEIR
            if unit == HEALTH and when > HEALTH_UNTIL:
                continue
            if unit not in found:
                found.append(unit)
    return found


def hand_in(task, unit, period, when, due, window):
    """One piece of work that is handed in, and all that can come of it."""
    more = {}
    if chance.random() < 0.35:
        more["evidence"] = evidence(unit, when)
    if chance.random() < 0.05:
        more["difficulties"] = chance.choice(DIFFICULTIES)
    if chance.random() < 0.04:
        more["note"] = chance.choice(NOTES)
    if chance.random() < 0.08:
        say(task, unit, period, "in-progress", max(window, when - 20 * ONE), percent=5 * chance.randint(1, 19))
    if chance.random() < 0.05:
        more["done_day"] = str(when - chance.randint(1, 5) * ONE)
    done = say(task, unit, period, "done", when, **more)
    roll = chance.random()
    if roll < 0.05:
        back = when + chance.randint(0, 6) * ONE
        add("return", back, task=task, unit=unit, period=period, note="Thiếu biểu số liệu.")
        if chance.random() < 0.3:
            say(task, unit, period, "in-progress", back + 2 * ONE, percent=90)
        if chance.random() < 0.75:
            say(task, unit, period, "done", back + chance.randint(1, 9) * ONE)
    elif roll < 0.08:
        correct(done, chance.randint(5, 60), **chance.choice([{"state": "in-progress"}, {"note": "Đính chính."}]))
    elif roll < 0.15:
        add("acceptance", when + chance.randint(0, 12) * ONE, task=task, unit=unit, period=period)
    if when > due and chance.random() < 0.5:
        add("explanation", due + chance.randint(1, 14) * ONE, task=task, unit=unit, period=period,
            note="Công việc nhiều, cán bộ nghỉ phép.")


# How units are with reports: chance of being late, chance of saying nothing.
HABITS = [(0.02, 0.0), (0.1, 0.02), (0.25, 0.05), (0.5, 0.1), (0.15, 0.3)]
QUARTERS = [("kstt:2021-Q1", "2020-12-15", "2021-03-14", "2021-03-16"),
            ("kstt:2021-Q2", "2021-03-15", "2021-06-14", "2021-06-16"),
            ("kstt:2021-Q3", "2021-06-15", "2021-09-14", "2021-09-16"),
            ("kstt:2021-Q4", "2021-09-15", "2021-12-14", "2021-12-16")]


def report_quarter(units, tasks, unit, quarter, habit):
    """A unit sends all of a quarter's reports on one day, but for some."""
    period, first, cut_off, due = quarter[0], *map(day, quarter[1:])
    if chance.random() < habit[1] / 2:
        return
    usual = due + (chance.randint(1, 25) if chance.random() < habit[0] else -chance.randint(0, 4)) * ONE
    for task in tasks:
        if unit not in leads(units, task, cut_off) or chance.random() < habit[1]:
            continue
        when = usual if chance.random() < 0.93 else usual + chance.randint(1, 12) * ONE
        hand_in(task["id"], unit, period, when, due, first)


def do_once(task, unit, period, first, due, habit):
    """A piece of work of a named time, from silence to done."""
    roll = chance.random()
    if roll < 0.04 + habit[1]:
        if chance.random() < 0.4:
            say(task, unit, period, "not-started", max(first, due - 30 * ONE))
        return
    if roll < 0.08 + habit[1]:
        say(task, unit, period, "cancelled", first + chance.randint(1, 40) * ONE, note="Không thuộc thẩm quyền.")
        return
    for n in range(chance.randint(0, 2)):
        say(task, unit, period, "in-progress", first + chance.randint(3, 30) * ONE,
            **({"percent": 10 * chance.randint(1, 9)} if chance.random() < 0.8 else {}))
    late = chance.random() < habit[0]
    hand_in(task, unit, period, due + (chance.randint(1, 45) if late else -chance.randint(0, 25)) * ONE, due, first)


MONTH_ENDS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def work(plan):
    units = {row["id"]: row for row in plan["units"]}
    habits = {row["id"]: HABITS[order % len(HABITS)] for order, row in enumerate(plan["units"])}
    kinds = {row["id"]: row["deadline"]["clauses"][0]["kind"] for row in plan["tasks"] if "deadline" in row}
    reports = [row for row in plan["tasks"] if kinds.get(row["id"]) == "ongoing" or row["id"] == "I.6"]
    for unit in (name for name, row in units.items() if "level" in row):
        for quarter in QUARTERS:
            report_quarter(units, reports, unit, quarter, habits[unit])
    for task in plan["tasks"]:
        if kinds.get(task["id"]) == "once":
            clause = task["deadline"]["clauses"][0]
            due = day(clause["due"])
            for unit in leads(units, task, due):
                do_once(task["id"], unit, clause["key"], day(clause.get("start", "2021-01-04")), due, habits[unit])
    recur(plan, units, habits)


def recur(plan, units, habits):
    tasks = {row["id"]: row for row in plan["tasks"]}
    for month, last in enumerate(MONTH_ENDS, 1):
        due = datetime.date(2021, month, last)
        for task in ("H.2", "I.2"):
            for unit in leads(units, tasks[task], due):
                do_once(task, unit, f"2021-{month:02}", due.replace(day=1), due, HABITS[month % 5])
    for unit in leads(units, tasks["C.4"], day("12-31")):
        do_once("C.4", unit, "2021", day("01-01"), day("12-31"), habits[unit])
    for half, first, due in (("2021-H1", day("01-01"), day("06-30")), ("2021-H2", day("07-01"), day("12-31"))):
        for unit in leads(units, tasks["V.2"], due):
            do_once("V.2", unit, half, first, due, habits[unit])
    for quarter in range(1, 5):
        due = datetime.date(2021, 3 * quarter, 25)
        do_once("V.4", OFFICE, f"2021-Q{quarter}", due.replace(month=3 * quarter - 2, day=1), due, HABITS[quarter])


def extend():
    """For all, then longer for one; onto a day off; for a report; one that was recorded late, one corrected."""
    add("extension", day("08-02"), 0, task="C.3.2", period="2021-Q3", due="2021-10-15", reference="Công văn giả định")
    add("extension", day("10-11"), 0, task="C.3.2", unit="ubnd-xa-ma-da", period="2021-Q3", due="2021-11-20")
    add("extension", day("06-21"), 0, task="C.3.3", unit="ubnd-xa-phu-ly", period="2021-Q2", due="2021-07-17")
    add("extension", day("06-15"), 9, task="A.1", unit="ubnd-xa-tan-an", period="kstt:2021-Q2", due="2021-06-20")
    wrong = add("extension", day("03-29"), 0, task="D.10", unit=HOME, period="2021-Q1", due="2021-04-15")
    correct(wrong, 20, due="2021-04-30")
    add("extension", day("09-20"), 0, task="G.1", unit="thanh-tra-huyen", period="2021-02-01..2021-09-30",
        due="2021-09-15")
    for unit in ("ubnd-xa-binh-loi", "ubnd-xa-thanh-phu", FINANCE):
        add("extension", day("12-20"), 2, task="C.4", unit=unit, period="2021", due="2022-01-31")


def happen():
    """What "theo tiến độ phê duyệt" and "đột xuất" wait for, and money."""
    add("event", day("04-12"), 0, task="I.1", due="2021-06-30", note="Phê duyệt kế hoạch đối thoại.")
    say("I.1", FINANCE, "event", "in-progress", day("05-20"), percent=40)
    say("I.1", FINANCE, "event", "done", day("07-06"), 3)
    add("event", day("08-20"), 25, task="I.1", note="Phê duyệt đợt hai, chưa có thời hạn.")
    say("I.1", FINANCE, "event#2", "in-progress", day("10-04"), percent=15)
    say("I.1", FINANCE, "event#2", "done", day("12-10"), 0)
    wrong = add("event", day("01-22"), 0, task="V.3", note="Giao dự toán.")
    correct(wrong, 12, note="Giao dự toán, Quyết định giả định.")
    say("V.3", FINANCE, "event", "done", day("02-22"), 0, evidence={"number": "12/QĐ-TCKH", "day": "2021-02-22"})
    add("event", day("05-10"), 0, task="I.6", due="2021-05-15", note="Báo cáo đột xuất theo yêu cầu của tỉnh.")
    say("I.6", OFFICE, "event", "done", day("05-17"), 0)
    add("event", day("09-06"), 4, task="I.6", unit=OFFICE, due="2021-09-10")
    say("I.6", OFFICE, "event#2", "done", day("09-14"), 0)
    add("return", day("09-15"), 0, task="I.6", unit=OFFICE, period="event#2", note="Chưa đúng biểu mẫu.")
    add("event", day("11-29"), 0, task="I.6", due="2021-12-20")
    add("event", day("11-30"), 0, task="I.6", unit=HOME, due="2021-12-20", note="Nhầm đơn vị.")


def corner_cases():
    """Facts of one day and instant, of whom the id decides; and those that match nothing."""
    same = instant(day("06-25"))
    for state, n in (("done", "b"), ("in-progress", "a"), ("not-started", "c")):
        facts.append({"id": f"same-day-{n}", "kind": "progress", "task": "B.1", "unit": OFFICE, "period": "2021-Q2",
                      "state": state, "day": "2021-06-25", "recorded_at": same})
    say("B.1", OFFICE, "2021-Q2", "done", day("07-02"), 0, done_day="2021-06-29")
    say("C.3.2", MERGED, "2021-Q3", "in-progress", day("08-25"), 0, percent=30)
    say("A.1", MERGED, "kstt:2021-Q3", "done", day("08-30"), 0)
    say("D.7", MERGED, "2021-Q2", "done", day("09-10"), 0, note="UBND xã Trị An báo cáo thay.")
    add("return", day("03-20"), 0, task="D.10", unit="ubnd-xa-vinh-tan", period="2021-Q1", note="Chưa có gì để trả.")
    add("acceptance", day("12-27"), 0, task="I.5", unit=OFFICE, period="2021-Q4")
    say("C.4", "thanh-tra-huyen", "2021", "done", day("09-20"), 0)
    add("return", day("09-27"), 0, task="C.4", unit="thanh-tra-huyen", period="2021", note="Chưa đủ số liệu.")
    say("D.9", OFFICE, "2021-Q1", "cancelled", day("02-20"), 0)
    say("D.9", OFFICE, "2021-Q1", "in-progress", day("03-12"), 0, percent=70)
    say("G.2", OFFICE, "2021-Q3", "done", day("06-25"), 0)
    early = say("A.2", OFFICE, "kstt:2021-Q1", "done", day("2020-12-28"), 0)
    correct(early, 90, state="in-progress")


# --- figures --------------------------------------------------------------------------------------------------------

def measure(indicator, unit, period, when, late=None, **figure):
    return add("measurement", when, late, indicator=indicator, unit=unit, period=period, **figure)


def measured_day(quarter):
    return datetime.date(2021, 3 * quarter, 24) + chance.randint(-3, 16) * ONE


def exists(unit, quarter):
    last = {MERGED: MERGED_UNTIL, HEALTH: HEALTH_UNTIL}.get(unit)
    return last is None or datetime.date(2021, 3 * quarter, 14) <= last


def measure_cumulative(unit, order):
    procedures, samples = chance.randint(60, 220), chance.randint(0, 9)
    results, digital = chance.randint(900, 5000), chance.randint(0, 60)
    for quarter in range(1, 5):
        samples += chance.randint(0, procedures // 5)
        digital += chance.randint(0, results // 9)
        if exists(unit, quarter) and chance.random() > 0.12:
            fact = measure("ty-le-ho-so-mau", unit, f"2021-Q{quarter}", measured_day(quarter), numerator=samples,
                           denominator=procedures)
            if chance.random() < 0.08:
                correct(fact, chance.randint(10, 50), numerator=samples - samples // 3)
        if exists(unit, quarter) and order % 3 == quarter % 3:
            measure("so-hoa-ket-qua", unit, f"2021-Q{quarter}", measured_day(quarter), numerator=digital,
                    denominator=results)


def measure_dossiers(unit, order):
    for quarter in range(1, 5):
        if not exists(unit, quarter) or chance.random() < 0.08:
            continue
        many = chance.randint(5, 60) * (1 + order % 4)
        online = many * chance.randint(4, 45) // 100
        late = chance.randint(0, max(1, many // 20))
        period = f"kstt:2021-Q{quarter}"
        if unit in ("thanh-tra-huyen", "ubnd-xa-phu-ly") and quarter % 2:
            many = online = late = 0
        when = measured_day(quarter)
        fact = measure("ty-le-ho-so-truc-tuyen", unit, period, when, numerator=online, denominator=many)
        if chance.random() < 0.08:
            correct(fact, chance.randint(10, 70), numerator=online + min(7, many - online))
        if chance.random() < 0.85:
            measure("ty-le-qua-han", unit, f"2021-Q{quarter}", when, numerator=late, denominator=many)
        if chance.random() < 0.85:
            measure("so-ho-so-qua-han", unit, f"2021-Q{quarter}", when, amount=late)
        if order % 4 == 0:
            asked = chance.choice([0, 0, 2, 5])
            measure("ty-le-pakn-dung-han", unit, f"2021-Q{quarter}", when,
                    numerator=asked - (asked > 3 and quarter == 3), denominator=asked)


def figures(plan):
    for order, unit in enumerate(row["id"] for row in plan["units"] if row.get("level") in ("commune", "division")):
        measure_cumulative(unit, order)
        measure_dossiers(unit, order)
    measure("so-hoa-ket-qua", OFFICE, "2021-11", day("12-03"), 0, numerator=2110, denominator=4090)
    measure("so-hoa-ket-qua", HOME, "2021-Q3", day("10-06"), 0, numerator=310, denominator=2200)
    measure("so-hoa-ket-qua", HOME, "2021-Q4", day("12-28"), 0, numerator=290, denominator=2200)
    measure("ty-le-qua-han", "ubnd-xa-thanh-phu", "2021-06", day("07-05"), 0, numerator=1, denominator=30)
    measure("ty-le-ho-so-truc-tuyen", "ubnd-xa-tan-binh", "kstt:2021-Q2", day("03-08"), 0, numerator=9, denominator=40)
    spent = [(OFFICE, 1, 22.5), (OFFICE, 2, 61.75), (FINANCE, 2, 12), (OFFICE, 3, 104.2), (OFFICE, 4, 151.05),
             (FINANCE, 4, 30.5)]
    for unit, quarter, amount in spent:
        measure("kinh-phi", unit, f"2021-Q{quarter}", measured_day(quarter), 0, amount=amount)


# --- writing, as the library writes ---------------------------------------------------------------------------------

def text_of(value):
    return json.dumps(value, ensure_ascii=False)


def document(value):
    lines = []
    for name, member in value.items():
        if isinstance(member, list):
            rows = ",\n".join("    " + text_of(row) for row in member)
            lines.append(f"  {text_of(name)}: [\n{rows}\n  ]")
        else:
            lines.append(f"  {text_of(name)}: {text_of(member)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


FACT_MEMBERS = ["id", "kind", "task", "indicator", "unit", "period", "state", "percent", "numerator", "denominator",
                "amount", "day", "done_day", "due", "recorded_at", "evidence", "difficulties", "note", "author",
                "reference", "corrects"]


def make():
    plan = make_plan()
    work(plan)
    extend()
    happen()
    corner_cases()
    figures(plan)
    rows = [{key: fact[key] for key in FACT_MEMBERS if key in fact}
            for fact in sorted(facts, key=lambda fact: (fact["recorded_at"], fact["id"].encode()))]
    return {"plan.json": document(plan),
            "facts.json": document({"format": "tthcplan-facts/1", "plan": plan["id"], "facts": rows,
                                    "x-note": "Số liệu giả định, do make_year.py tạo."})}


def main():
    failures = 0
    for name, text in make().items():
        if sys.argv[1:] != ["--check"]:
            (HERE / name).write_text(text, encoding="utf-8")
        elif (HERE / name).read_text(encoding="utf-8") != text:
            print(f"{name} is not what make_year.py makes", file=sys.stderr)
            failures += 1
    return failures


if __name__ == "__main__":
    sys.exit(main())
