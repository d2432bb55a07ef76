#!/usr/bin/python3
"""Counts a report a second time, from the rules of the design and from the second assessment of oracle_test.py, and
compares with what `quarter_report --json` prints of the example: every count, report, late row, remark, document and
figure, for all reporting quarters and other periods, as of the cut-off and later.

environment: TTHC_EXAMPLES_DIR (where quarter_report is), TTHC_TEST_SOURCE_DIR (the source tree)
"""
import json
import os
import pathlib
import subprocess
import sys
from fractions import Fraction

from oracle_test import Oracle, SOURCE, compare, day_of, load, period_of

PROGRAM = pathlib.Path(os.environ.get("TTHC_EXAMPLES_DIR", "build/examples")) / "quarter_report"
DATA = SOURCE / "examples/data"
CASES = [  # period, as of, unit
    *[(f"kstt:2021-Q{n}", as_of, None) for n, days in enumerate(
        [("2021-03-14", "2021-03-19"), ("2021-06-14", "2021-06-19", "2021-07-15"), ("2021-09-14", "2021-09-30"),
         ("2021-12-14", "2022-01-10")], 1) for as_of in days],
    ("2021-Q2", "2021-06-30", None), ("2021", "2021-12-31", None), ("kstt:2021-H1", "2021-07-15", None),
    ("kstt:2021-9M", "2021-09-20", None), ("2021-06", "2021-06-30", None),
    ("2021-03-15..2021-06-14", "2021-06-19", None),
    ("kstt:2021-Q2", "2021-07-15", "ubnd-xa-ma-da"), ("2021-Q1", "2021-04-10", "van-phong-hdnd-ubnd"),
]
CELLS = {"done-on-time": "done_on_time", "done-late": "done_late", "overdue": "open_overdue", "waiting": "waiting",
         "cancelled": "cancelled"}
NAMES = ["done_on_time", "done_late", "open_in_time", "open_overdue", "waiting", "cancelled"]


def days_of(period):
    """(regime, first day, last day); of a span of days the regime is "any"."""
    if ".." in period:
        first, last = (day_of(text) for text in period.split(".."))
        return "any", first, last
    (regime, _), first, last = period_of(period)
    return regime, first, last


def count(rows, names=NAMES):
    cells = [CELLS.get(row["state"], "open_in_time") for row in rows]
    return {"all": len(cells), **{name: cells.count(name) for name in names}}


class Report:
    """What the rules say of a period."""

    def __init__(self, plan, facts, period, as_of, unit):
        self.regime, self.first, self.last = days_of(period)
        self.plan, self.period, self.unit = plan, period, unit
        self.oracle = Oracle(plan, facts, day_of(as_of))
        self.rows = [row for row in self.oracle.assignments if unit in (None, row["unit"])]
        self.facts = [fact for fact in self.oracle.facts if unit in (None, fact.get("unit")) and self.holds(fact["day"])]
        self.tasks = list(self.oracle.tasks)

    def holds(self, text):
        return text is not None and self.first <= day_of(text) <= self.last

    # Counts

    def line(self, rows):
        done = [row for row in rows if row["state"].startswith("done") and self.holds(row["done_day"])]
        counts = {"to_date": count(rows), "due_in_period": count([row for row in rows if self.holds(row.get("effective"))]),
                  "done_in_period": count(done, NAMES[:2])}
        reports = [row for row in rows if ":" in row["period"] and self.first <= days_of(row["period"])[2] <= self.last]
        cells = count(reports)
        if reports:
            received = cells["done_on_time"] + cells["done_late"]
            counts["reports"] = {"expected": received + cells["open_overdue"], "received": received,
                                 "on_time": cells["done_on_time"], "late": cells["done_late"],
                                 "missing": cells["open_overdue"]}
        return counts

    def lines(self):
        yield "plan", self.line(self.rows)
        for section in self.plan["sections"]:
            name = section.get("id", section["label"])
            yield f"section {name}", self.line([row for row in self.rows
                                                if self.oracle.tasks[row["task"]]["section"] == name])
        for name in self.tasks:
            below = set(self.oracle.below(name))
            yield f"task {name}", self.line([row for row in self.rows if row["task"] in below])
        for unit in self.plan["units"]:
            yield f"unit {unit['id']}", self.line([row for row in self.rows if row["unit"] == unit["id"]])

    def counts(self):
        """Of a unit's report, and of units, only lines that count something."""
        return [(name, line) for name, line in self.lines()
                if line["to_date"]["all"] or not (self.unit or name.startswith("unit"))]

    # Facts

    def evidence(self):
        return sorted((fact["task"], fact.get("unit"), fact["period"], fact["evidence"].get("number"))
                      for fact in self.facts if "evidence" in fact and "task" in fact)

    def remarks(self, kind):
        if kind == "difficulties":
            return sorted((fact["day"], fact.get("task"), fact["unit"], fact["difficulties"])
                          for fact in self.facts if "difficulties" in fact)
        return sorted((fact["day"], fact["task"], fact["unit"], fact["note"])
                      for fact in self.facts if fact["kind"] == "explanation")

    def late(self):
        place = {name: n for n, name in enumerate(self.tasks)}
        unit_place = {unit["id"]: n for n, unit in enumerate(self.plan["units"])}
        rows = [row for row in self.rows if row["state"] == "overdue"]
        return sorted(((-row["days_late"], place[row["task"]], row["period"], unit_place[row["unit"]]),
                       (row["task"], row["unit"], row["effective"], row["days_late"], row["working_days_late"]))
                      for row in rows)

    # Figures

    def figures(self):
        """(indicator, the sum of what the period gave as a fraction of hundreds, its periods)."""
        for indicator in self.plan["indicators"]:
            last = {}
            for fact in self.oracle.facts:
                if fact.get("indicator") == indicator["id"] and self.unit in (None, fact["unit"]):
                    last[fact["period"], fact["unit"]] = fact
            periods = self.of_the_period({period for period, _ in last}, indicator["series"])
            rows = [fact for (period, _), fact in last.items() if period in periods]
            if self.unit and not rows and not self.asks(indicator):
                continue
            whole = sum(fact["denominator"] for fact in rows)
            share = Fraction(100 * sum(fact["numerator"] for fact in rows), whole) if whole else None
            yield indicator["id"], share, periods

    def asks(self, indicator):
        day = min(self.oracle.as_of, self.oracle.last)
        return self.unit in self.oracle.leads(self.oracle.tasks[indicator["task"]], day)

    def of_the_period(self, periods, series):
        if self.period in periods:
            return [self.period]
        within = sorted((days_of(name)[2], name) for name in periods
                        if self.regime in ("any", days_of(name)[0])
                        and self.first <= days_of(name)[1] and days_of(name)[2] <= self.last)
        names = [name for _, name in within]
        return names[-1:] if series == "cumulative" else names


def library(period, as_of, unit):
    run = subprocess.run([PROGRAM, "--period", period, "--as-of", as_of, *(["--unit", unit] if unit else []), "--json",
                          DATA / "vinh-cuu-2021.json", DATA / "vinh-cuu-2021-facts.json"],
                         capture_output=True, check=True, encoding="utf-8")
    return json.loads(run.stdout)


COUNTED = ("to_date", "due_in_period", "done_in_period", "reports")


def counts_of(document):
    def pick(row):
        return {name: row[name] for name in COUNTED if name in row}
    lines = [("plan", pick(document["counts"]))]
    for kind in ("section", "task", "unit"):
        lines += [(f"{kind} {row['id']}", pick(row)) for row in document[kind + "s"]]
    return lines


def share_of(figure):
    return Fraction(100 * figure["numerator"], figure["denominator"]) if figure.get("denominator") else None


def check(plan, facts, period, as_of, unit):
    got, wanted = library(period, as_of, unit), Report(plan, facts, period, as_of, unit)
    late = [(row["task"], row["unit"], row["due"], row["days_late"], row["working_days_late"]) for row in got["late"]]
    tables = [
        ("days", [got["first_day"], got["last_day"]], [str(wanted.first), str(wanted.last)]),
        ("counts", counts_of(got), wanted.counts()),
        ("evidence", sorted((task["id"], row.get("unit"), row["period"], row.get("number"))
                            for task in got["tasks"] for row in task.get("evidence", [])), wanted.evidence()),
        ("late", sorted(late), sorted(row for _, row in wanted.late())),
        ("late, in order", [row[3] for row in late], [row[3] for _, row in wanted.late()]),
        ("figures", [(row["indicator"], share_of(row["in_period"]), row["in_period"].get("periods", []))
                     for row in got["indicators"]], list(wanted.figures())),
    ]
    for kind in ("difficulties", "explanations"):
        tables.append((kind, sorted((row["day"], row.get("task"), row["unit"], row["text"]) for row in got[kind]),
                       wanted.remarks(kind)))
    results = [compare(f"{period}, {as_of}, {name}", one, other) for name, one, other in tables]
    return [sum(column) for column in zip(*results)]


def main():
    plan, facts = load("examples/data/vinh-cuu-2021.json"), load("examples/data/vinh-cuu-2021-facts.json")["facts"]
    passed, failed = (sum(column) for column in zip(*(check(plan, facts, *case) for case in CASES)))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
