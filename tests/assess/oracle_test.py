#!/usr/bin/python3
"""A second assessment, written from the rules of the design and not from lib/assess, compared with the library's.

Reads the plan and facts of examples/data, and facts made at random with a fixed seed, with indicators of every kind
among them, and compares assignments, roll-ups, values, figures and what was noticed in them as of many days with what
`plan_status --json` prints.

environment: TTHC_EXAMPLES_DIR (where plan_status is), TTHC_TEST_SOURCE_DIR (the source tree)
"""
import calendar
import datetime
import json
import math
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

SOURCE = pathlib.Path(os.environ.get("TTHC_TEST_SOURCE_DIR", "."))
PROGRAM = pathlib.Path(os.environ.get("TTHC_EXAMPLES_DIR", "build/examples")) / "plan_status"
DAYS = ["2021-01-01", "2021-03-15", "2021-03-16", "2021-03-17", "2021-04-30", "2021-06-30", "2021-07-15", "2021-09-14",
        "2021-12-31", "2022-01-10"]
RANDOM_DAYS = ["2021-03-17", "2021-06-25", "2021-09-30", "2021-12-31"]
RANDOM_SETS = 6
REORGANISATION_DAYS = ["2025-06-30", "2025-07-01", "2025-12-31", "2026-06-30"]
WARNING_DAYS = 7


def load(path):
    return json.loads((SOURCE / path).read_text(encoding="utf-8"))


def day_of(text):
    return None if text is None else datetime.date.fromisoformat(text)


# --- days off and reporting periods: data of the library, rules of our own ------------------------------------------

OFF = {day_of(row["day"]): row["kind"] for row in load("lib/calendar/data/days-off.json")["days"]}
REGIMES = {row["id"]: row for row in load("lib/calendar/data/regimes.json")["regimes"]}
ONE = datetime.timedelta(days=1)


def is_working(day):
    if day in OFF:
        return OFF[day] in ("working", "make-up")
    return day.isoweekday() <= 5


def working_day_from(day):
    while not is_working(day):
        day += ONE
    return day


def working_days(after, until):
    return sum(is_working(after + ONE * n) for n in range(1, (until - after).days + 1))


def month_day(year, month, day):
    """That day of the month, or the month's last."""
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
NAMES = {"month": "{0}-{1:02}", "quarter": "{0}-Q{1}", "half-year": "{0}-H{1}", "year": "{0}"}


def periods(every, years):
    """(name, year, first month, last month) of every period that ends in these years."""
    for year in years:
        for n in range(12 // MONTHS[every]):
            yield NAMES[every].format(year, n + 1), year, n * MONTHS[every] + 1, (n + 1) * MONTHS[every]


def reports(regime, years):
    """(key, first day, cut-off) of every report of the regime: from the day after one cut-off to the next."""
    cut = next(row["cut_day"] for row in regime["cuts"] if row["kind"] == regime["usual"])
    for name, year, first, last in periods(regime["usual"], years):
        before = month_day(year - (first == 1), (first - 2) % 12 + 1, cut)
        yield regime["id"] + ":" + name, before + ONE, month_day(year, last, cut)


def sending_day(regime, cut_off, level):
    for rule in regime["sendings"]:
        if rule["level"] == level:
            day = month_day(cut_off.year, cut_off.month, rule["day"])
            return working_day_from(day) if regime.get("rolls") else day
    day = cut_off
    for _ in range(regime["default_working_days"]):
        day = working_day_from(day + ONE)
    return day


PARTS = {"year": r"", "half-year": r"H(\d)", "nine-months": r"9M", "quarter": r"Q(\d)", "month": r"(\d\d)"}
LENGTHS = {**MONTHS, "nine-months": 9}


def period_of(name):
    """(kind, first day, last day) of a period that a measurement or a target names; the kind has the regime with it."""
    regime, _, rest = name.rpartition(":")
    year, _, part = rest.partition("-")
    kind, match = next((kind, match) for kind, pattern in PARTS.items() if (match := re.fullmatch(pattern, part)))
    return (regime, kind), *nth(regime, kind, int(year), int(match.group(1)) if match.groups() else 1)


def nth(regime, kind, year, number):
    """The days of the n-th period of a kind, from 1, in a year."""
    first, last = (number - 1) * LENGTHS[kind] + 1, number * LENGTHS[kind]
    if not regime:
        return datetime.date(year, first, 1), month_day(year, last, 31)
    cut = next(row["cut_day"] for row in REGIMES[regime]["cuts"] if row["kind"] == kind)
    return month_day(year - (first == 1), (first - 2) % 12 + 1, cut) + ONE, month_day(year, last, cut)


def ends_of(kind, years):
    """The last days of all periods of a kind in these years."""
    regime, kind = kind
    count = 1 if kind == "nine-months" else 12 // LENGTHS[kind]
    return [nth(regime, kind, year, n + 1)[1] for year in years for n in range(count)]


# --- the plan as of a day -------------------------------------------------------------------------------------------

class Oracle:
    """Everything that the rules say of a plan and its facts as of a day."""

    def __init__(self, plan, facts, as_of):
        self.plan, self.as_of = plan, as_of
        year = plan["year"]
        self.first = day_of(plan.get("first_day")) or datetime.date(year, 1, 1)
        self.last = day_of(plan.get("last_day")) or datetime.date(year, 12, 31)
        self.regime = REGIMES[plan.get("regime", "kstt")]
        self.units = {unit["id"]: unit for unit in plan["units"]}
        self.tasks = {self.task_id(task): task for task in plan["tasks"]}
        said = [fact for fact in facts if day_of(fact["day"]) <= as_of]
        corrected = {fact["corrects"] for fact in said if "corrects" in fact}
        self.facts = sorted((fact for fact in said if fact["id"] not in corrected),
                            key=lambda fact: (fact["day"], fact.get("recorded_at", -1), fact["id"].encode()))
        self.by_subject = {}
        for fact in self.facts:
            self.by_subject.setdefault((fact.get("task"), fact.get("period")), []).append(fact)
        self.assignments = [row for name, task in self.tasks.items() for row in self.assign(name, task)]

    def task_id(self, task):
        if "id" in task:
            return task["id"]
        return f"{task['section'] if 'section' in task else task['part']}.{task['label']}"

    # Units

    def heirs(self, name, day):
        """Who is there on a day for a unit: itself, or the successors of one that has ended, or theirs."""
        unit = self.units[name]
        if day <= day_of(unit.get("last_day", "9999-12-31")):
            return [name] if day_of(unit.get("first_day", "0001-01-01")) <= day else []
        return [heir for row in unit.get("successors", []) for heir in self.heirs(row["unit"], day)]

    def members(self, name, day):
        """Who stands for a unit on a day: itself, or a group's members then."""
        def holds(row):
            return day_of(row.get("first_day", "0001-01-01")) <= day <= day_of(row.get("last_day", "9999-12-31"))
        def has_come(name):
            return day_of(self.units[name].get("first_day", "0001-01-01")) <= day
        rows = [row["unit"] for row in self.units[name].get("members", []) if holds(row) and has_come(row["unit"])]
        return [unit for row in rows for heir in self.heirs(row, day) for unit in self.members(heir, day)] if rows else [name]

    def leads(self, task, day):
        def stand(name):
            return [unit for heir in self.heirs(name, day) for unit in self.members(heir, day)] or [name]
        return list(dict.fromkeys(unit for name in task["lead"]["units"] for unit in stand(name)))

    # Assignments

    def effective(self, due):
        return working_day_from(due) if due and self.plan.get("rolls", True) else due

    def report_rows(self, task, clause):
        for key, start, cut_off in reports(self.regime, range(self.first.year, self.last.year + 1)):
            if not self.first <= cut_off <= self.last or cut_off < (day_of(clause.get("start")) or cut_off):
                continue
            for unit in self.leads(task, cut_off):
                due = sending_day(self.regime, cut_off, self.units[unit].get("level"))
                yield unit, key, start, due, due, False

    def recurring_rows(self, task, clause):
        until = day_of(clause.get("until")) or self.last
        for key, year, first, last in periods(clause["every"], range(self.first.year, self.last.year + 1)):
            due = month_day(year, last, clause.get("day", 31))
            if self.first <= due <= min(self.last, until) and due >= (day_of(clause.get("start")) or due):
                yield from self.dated_rows(task, key, datetime.date(year, first, 1), due)

    def dated_rows(self, task, key, start, due):
        for unit in self.leads(task, due or self.first):
            yield unit, key, start, due, self.effective(due), False

    def event_rows(self, name, task, waits):
        met = {}
        events = [fact for fact in self.facts if fact["kind"] == "event" and fact["task"] == name]
        for event in events:
            for unit in self.leads(task, day_of(event["day"])):
                if event.get("unit", unit) != unit:
                    continue
                met[unit] = met.get(unit, 0) + 1
                due = day_of(event.get("due"))
                key = "event" if met[unit] == 1 else f"event#{met[unit]}"
                yield unit, key, day_of(event["day"]), due, self.effective(due), False
        if waits and all("unit" in event for event in events):
            yield from ((unit, "event", None, None, None, True) for unit in self.leads(task, self.first)
                        if unit not in met)

    def clause_rows(self, task, clause):
        kind = clause["kind"]
        if kind == "once":
            return self.dated_rows(task, clause["key"], day_of(clause.get("start")), day_of(clause["due"]))
        if kind == "ongoing" or kind == "recurring" and "every" not in clause:
            return self.report_rows(task, clause)
        if kind == "recurring":
            return self.recurring_rows(task, clause)
        return self.dated_rows(task, "plan", None, None) if kind == "unknown" else []

    def assign(self, name, task):
        if not task.get("lead", {}).get("units"):
            return []
        clauses = task.get("deadline", {}).get("clauses") or [{"kind": "unknown"}]
        kinds = [clause["kind"] for clause in clauses]
        rows = [row for clause in clauses for row in self.clause_rows(task, clause)]
        if "on-event" in kinds or "ad-hoc" in kinds:
            rows += self.event_rows(name, task, "on-event" in kinds)
        return [self.judge(name, *row) for row in rows]

    # States

    def judge(self, task, unit, period, start, due, effective, waits):
        word = done = percent = None
        sent_back = False
        is_report = ":" in period  # of a reporting period: what counts is when the report is in, and nothing rolls
        for fact in self.by_subject.get((task, period), []):
            if fact.get("unit", unit) != unit:
                continue
            if fact["kind"] == "progress":
                percent = fact.get("percent", None if word == "done" else percent)
                word, sent_back = fact["state"], False
                done = day_of(fact["day"] if is_report else fact.get("done_day", fact["day"])) if word == "done" else None
            elif fact["kind"] == "return" and word == "done":
                word, done, percent = "in-progress", None, None
                sent_back = True
            elif fact["kind"] == "extension":
                due = day_of(fact["due"])
                effective = due if is_report else self.effective(due)
        state = self.state(word, done, start, effective, waits)
        row = {"task": task, "unit": unit, "period": period, "state": state,
               "reason": self.reason(state, "returned" if sent_back else word, effective), "start": start, "due": due,
               "effective": effective, "done_day": done, "percent": 100 if word == "done" else percent}
        row.update(self.beside(task, unit, period, word))
        end = {"done-late": done, "overdue": self.as_of}.get(state)
        if end:
            row["days_late"] = (end - effective).days
            row["working_days_late"] = working_days(effective, end)
        return {name: str(value) if isinstance(value, datetime.date) else value
                for name, value in row.items() if value is not None}

    def beside(self, task, unit, period, word):
        """What is on record beside the state: explained, and accepted on the day of the last "done" or later."""
        facts = [fact for fact in self.by_subject.get((task, period), []) if fact.get("unit") == unit]
        if any(fact["kind"] == "explanation" for fact in facts):
            yield "explained", True
        returned = max((n for n, fact in enumerate(facts) if fact["kind"] == "return"), default=-1)
        accepted = [fact for fact in facts[returned + 1:] if fact["kind"] == "acceptance"]
        if word == "done" and accepted:
            done = [fact for fact in facts if fact["kind"] == "progress"][-1]
            if (accepted[-1]["day"], accepted[-1].get("recorded_at", 9)) >= (done["day"], done.get("recorded_at", -1)):
                yield "accepted", True

    def state(self, word, done, start, due, waits):
        rules = [
            ("cancelled", word == "cancelled"),
            ("done-on-time", word == "done" and (due is None or done <= due)),
            ("done-late", word == "done"),
            ("waiting", waits),
            ("overdue", due is not None and self.as_of > due),
            ("due-soon", due is not None and (due - self.as_of).days <= WARNING_DAYS),
            ("in-progress", word == "in-progress"),
            ("upcoming", start is not None and start > self.as_of),
            ("not-started", True),
        ]
        return next(state for state, holds in rules if holds)

    def reason(self, state, last_word, due):
        """Why: the last word, where the days alone do not tell."""
        last_word = {None: "silent", "in-progress": "started"}.get(last_word, last_word)
        nothing_said = "silent" if due else "no-due-day"
        return {
            "cancelled": "said-cancelled",
            "done-on-time": "done-by-due" if due else "done-without-due",
            "done-late": "done-after-due",
            "waiting": "event-not-recorded",
            "overdue": f"past-due-{last_word}",
            "due-soon": f"due-soon-{last_word}",
            "in-progress": last_word,
            "upcoming": "window-not-open",
            "not-started": nothing_said if last_word == "silent" else "said-not-started",
        }[state]

    # Roll-ups

    def rollups(self):
        yield self.rollup("plan", self.plan["id"], self.plan.get("subject"), self.assignments)
        for section in self.plan.get("sections", []):
            name = section.get("id", section["label"])
            yield self.rollup("section", name, section["title"],
                              self.owed_for(task for task, row in self.tasks.items() if row.get("section") == name))
        for name, task in self.tasks.items():
            yield self.rollup("task", name, task["title"], self.owed_for(self.below(name)))
        for unit in self.plan["units"]:
            leaves = [row for row in self.assignments if row["unit"] == unit["id"]]
            if leaves:
                yield self.rollup("unit", unit["id"], unit["name"], leaves)
        for key, _, _ in sorted(reports(self.regime, range(self.first.year - 1, self.last.year + 2)),
                                key=lambda report: report[2]):
            leaves = [row for row in self.assignments if row["period"].split("#")[0] == key]
            if leaves:
                yield self.rollup("period", key, None, leaves)

    def owed_for(self, tasks):
        tasks = set(tasks)
        return [row for row in self.assignments if row["task"] in tasks]

    def below(self, name):
        return [name] + [task for child, row in self.tasks.items() if row.get("parent") == name
                         for task in self.below(child)]

    def reports_of(self, leaves):
        """Of the reports that should be in by now, or are in: which came, when, and which did not."""
        owed = [row for row in leaves if row["state"] != "cancelled"
                and ("done_day" in row or day_of(row["effective"]) < self.as_of)]
        came = [row for row in owed if "done_day" in row]
        late = [row for row in came if row["done_day"] > row["effective"]]
        return {"expected": len(owed), "received": len(came), "on_time": len(came) - len(late), "late": len(late),
                "missing": len(owed) - len(came)}

    def rollup(self, kind, name, title, leaves):
        states = [row["state"] for row in leaves]
        live = [row for row in leaves if row["state"] != "cancelled"]
        is_open = [row for row in live if not row["state"].startswith("done")]
        obliged, behind = {row["unit"] for row in live}, {row["unit"] for row in is_open}
        given = [row["percent"] for row in live if "percent" in row]
        counts = {state: states.count(state) for state in set(states)}
        result = {"kind": kind, "id": name, "title": title, "state": self.parent_state(leaves, live, is_open),
                  "assignments": len(leaves), "counts": counts, "units_done": len(obliged - behind),
                  "units_obliged": len(obliged), "percent_given": len(given),
                  "on_time": counts.get("done-on-time", 0),
                  "fallen_due": sum(counts.get(state, 0) for state in ("done-on-time", "done-late", "overdue")),
                  "open_overdue": counts.get("overdue", 0)}
        result["open_in_time"] = len(is_open) - result["open_overdue"] - counts.get("waiting", 0)
        continuous = [row for row in leaves if ":" in row["period"]]
        if continuous:
            result["reports"] = self.reports_of(continuous)
        if given:
            result["percent"] = min(sum(given) // len(given), 99 if is_open else 100)
        return {key: value for key, value in result.items() if value is not None}

    def parent_state(self, leaves, live, is_open):
        if not leaves:
            return None
        if not live:
            return "cancelled"
        if not is_open:
            return "done"
        states = {row["state"] for row in is_open} | ({"in-progress"} if len(is_open) < len(live) else set())
        return next(state for state in ("overdue", "due-soon", "in-progress", "not-started", "upcoming", "waiting")
                    if state in states)

    # Values

    def values(self):
        return [row for indicator in self.plan.get("indicators", []) for row in Indicator(self, indicator).values()]

    def figures(self):
        return [row for indicator in self.plan.get("indicators", []) for row in Indicator(self, indicator).figures()]

    def noticed(self):
        """(finding, fact) of figures that do not go together."""
        return sorted(row for indicator in self.plan.get("indicators", [])
                      for row in Indicator(self, indicator).noticed())


def is_within(comparator, low, high, value):
    return {">=": value >= low, ">": value > low, "<=": value <= low, "<": value < low, "=": value == low,
            "range": low <= value and (high is None or value <= high)}[comparator]


def shown(value, rounding=lambda hundredths: int(hundredths + Fraction(1, 2))):
    """With two decimals, a half away from zero or as told."""
    if rounding.__name__ == "<lambda>" and value < 0:
        hundredths = -rounding(-value * 100)
    else:
        hundredths = rounding(value * 100)
    return f"{'-' if hundredths < 0 else ''}{abs(hundredths) // 100}.{abs(hundredths) % 100:02}"


def just_above(hundredths):
    return math.floor(hundredths) + 1


def just_below(hundredths):
    return math.ceil(hundredths) - 1


class Indicator:
    """One indicator as of the oracle's day. A figure is a pair of Fractions: (numerator, denominator), (amount, 1)."""

    def __init__(self, oracle, indicator):
        self.oracle, self.indicator = oracle, indicator
        self.is_ratio, self.is_cumulative = indicator["kind"] == "ratio", indicator["series"] == "cumulative"
        self.said = {}  # unit: {period: the last fact}
        for fact in oracle.facts:
            if fact["kind"] == "measurement" and fact["indicator"] == indicator["id"]:
                self.said.setdefault(fact["unit"], {})[fact["period"]] = fact
        self.order = [unit["id"] for unit in oracle.plan["units"] if unit["id"] in self.said]

    def asked(self, day):
        task = self.indicator.get("task")
        return self.oracle.leads(self.oracle.tasks[task], min(day, self.oracle.last)) if task else []

    def pair(self, fact):
        if self.is_ratio:
            return Fraction(fact["numerator"]), Fraction(fact["denominator"])
        return Fraction(str(fact["amount"])), Fraction(1)

    def total(self, pairs):
        pairs = list(pairs)
        if not pairs:
            return None
        return sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs) if self.is_ratio else Fraction(1)

    def in_time(self, periods):
        return sorted(periods, key=lambda name: (period_of(name)[2], period_of(name)[1], name.encode()))

    def last_words(self, unit):
        """{last day: fact} of a cumulative series, in time: of periods that end together the last word."""
        words = {}
        for fact in self.oracle.facts:  # these are in the order in which they speak
            if self.said[unit].get(fact.get("period")) is fact:
                words[period_of(fact["period"])[2]] = fact
        return dict(sorted(words.items()))

    def unit_sum(self, unit):
        if unit not in self.said:
            return None
        if self.is_cumulative:
            return self.pair(list(self.last_words(unit).values())[-1])
        return self.total(map(self.pair, self.said[unit].values()))

    # Targets

    def target(self, unit, day, period=None):
        """The one that names the unit counts before one that names none, then the one that names the period."""
        def holds(target):
            _, first, last = period_of(target["period"]) if "period" in target else (None, day, day)
            return target.get("unit", unit) == unit and first <= day <= last
        held = [target for target in self.indicator.get("targets", []) if holds(target)]
        return max(held, key=lambda target: ("unit" in target, "period" in target,
                                             "period" in target and target["period"] == period), default=None)

    def baseline(self, unit):
        rows = [row["amount"] for row in self.indicator.get("baselines", []) if row.get("unit") == unit]
        return rows[0] if rows else None

    def value(self, pair):
        return None if not pair or not pair[1] else pair[0] * (100 if self.is_ratio else 1) / pair[1]

    def reduction(self, unit, value):
        baseline = self.baseline(unit)
        return None if not baseline or value is None else (1 - value / Fraction(str(baseline))) * 100

    def judged(self, unit, target, value):
        """Whether a value meets a target; None without a baseline to tell it."""
        if target.get("reduction"):
            value = self.reduction(unit, value)
            if value is None:
                return None
        return is_within(target["comparator"], Fraction(str(target["amount"])),
                         Fraction(str(target["high"])) if "high" in target else None, value)

    def reached(self, unit, target, pair):
        row, value = {}, self.value(pair)
        if target:
            ends = "..".join(str(target[key]).removesuffix(".0") for key in ("amount", "high") if key in target)
            row["target"] = f"{'giảm ' if target.get('reduction') else ''}{target['comparator']} {ends}"
        row["verdict"] = "no-value"
        if pair:
            one = 1
            while (pair[0] * one).denominator > 1:
                one *= 10
            row["numerator"], row["denominator"] = int(pair[0] * one), int(pair[1] * one)
            row["verdict"] = "no-activity"
        if value is not None:
            row["text"] = shown(value)
            row["verdict"] = "no-target"
        if value is not None and target:
            row["verdict"] = {None: "no-baseline", True: "met", False: "missed"}[self.judged(unit, target, value)]
        return row

    # Rows

    def values(self):
        asked = self.asked(self.oracle.as_of)
        sums = {unit: self.unit_sum(unit) for unit in self.said}
        reported = [unit for unit in asked if unit in sums]
        every = {name for periods in self.said.values() for name in periods}
        yield self.row(None, self.total(sums.values()), every, len(reported), len(asked))
        for unit in asked + [unit for unit in self.order if unit not in asked]:
            is_asked = unit in asked
            yield self.row(unit, sums.get(unit), self.said.get(unit, {}), is_asked and unit in sums, is_asked)

    def row(self, unit, pair, periods, reported, expected):
        target = self.target(unit, self.oracle.as_of)
        row = {"indicator": self.indicator["id"], "unit": unit, **self.reached(unit, target, pair),
               "units_reported": int(reported), "units_expected": int(expected), "baseline": self.baseline(unit)}
        reduction = self.reduction(unit, self.value(pair))
        if reduction is not None:
            row["reduction"] = shown(reduction)
        row.update(self.trend(unit, target, pair, periods))
        return {key: value for key, value in row.items() if value is not None}

    def figures(self):
        every = self.in_time({name for periods in self.said.values() for name in periods})
        asked = {name: self.asked(period_of(name)[2]) for name in every}
        for name in every:
            units = [unit for unit in self.said if name in self.said[unit]]
            pair = self.total(self.pair(self.said[unit][name]) for unit in units)
            yield self.figure(None, name, pair, len(set(units) & set(asked[name])), len(asked[name]))
        first = self.asked(self.oracle.as_of)
        for unit in [unit for unit in first if unit in self.said] + [unit for unit in self.order if unit not in first]:
            for name in self.in_time(self.said[unit]):
                is_asked = int(unit in asked[name])
                yield self.figure(unit, name, self.pair(self.said[unit][name]), is_asked, is_asked)

    def figure(self, unit, name, pair, reported, expected):
        row = {"indicator": self.indicator["id"], "unit": unit, "period": name,
               **self.reached(unit, self.target(unit, period_of(name)[2], name), pair),
               "units_reported": reported, "units_expected": expected}
        return {key: value for key, value in row.items() if value is not None}

    def noticed(self):
        for unit in self.order:
            if self.is_cumulative:
                words = list(self.last_words(unit).values())
                for before, fact in zip(words, words[1:]):
                    if self.pair(fact)[0] < self.pair(before)[0] and "corrects" not in fact:
                        yield "cumulative-falls", fact["id"]
                continue
            names = self.in_time(self.said[unit])
            for n, name in enumerate(names):
                if any(period_of(other)[2] >= period_of(name)[1] for other in names[:n]):
                    yield "periods-overlap", self.said[unit][name]["id"]

    # Trend

    def trend(self, unit, target, pair, periods):
        kinds = {period_of(name)[0] for name in periods}
        row = {"periods_measured": len(periods)}
        if len(kinds) != 1:
            return row
        last = max(period_of(name)[2] for name in periods)
        limit = self.oracle.last
        if target and "period" in target:
            limit = min(limit, period_of(target["period"])[2])
        years = range(min(last, self.oracle.first).year - 1, limit.year + 2)
        left = sum(last < end <= limit and end >= self.oracle.first for end in ends_of(kinds.pop(), years))
        row["periods_left"] = left
        value = self.value(pair)
        if value is None or not target or self.judged(unit, target, value) is None:
            return row
        if not left:
            return {**row, "reachable": self.judged(unit, target, value)}
        return {**row, **self.needed(unit, target, value, self.line(pair, len(periods), left))}

    def line(self, pair, measured, left):
        """(slope and intercept of the value over what each period left gives, the most that it can give)."""
        number, of = pair
        most = None
        if not self.is_ratio:
            return Fraction(left), number, most
        if self.is_cumulative:
            most = (of - number) / left if number <= of else None
            return Fraction(left) / of * 100, number / of * 100, most
        to_come = of / measured * left
        most = Fraction(100) if number <= of else None
        return to_come / (of + to_come), number * 100 / (of + to_come), most

    def needed(self, unit, target, value, line):
        slope, intercept, most = line
        comparator = target["comparator"]
        ends = [Fraction(str(target[key])) for key in ("amount", "high") if key in target]
        if target.get("reduction"):
            comparator = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}.get(comparator, comparator)
            ends = sorted(Fraction(str(self.baseline(unit))) * (1 - end / 100) for end in ends)
        if comparator in ("=", "range"):
            if ends[0] <= value <= ends[-1]:
                return {"reachable": True}
            comparator, ends = (">=", ends[:1]) if value < ends[0] else ("<=", ends[-1:])
        x = (ends[0] - intercept) / slope
        strict = comparator in "<>"
        if comparator in (">=", ">"):
            secured = x < 0 if strict else x <= 0
            possible = most is None or (x < most if strict else x <= most)
            rounding = just_above if strict else math.ceil
        else:
            secured = most is not None and (x > most if strict else x >= most)
            possible = x > 0 if strict else x >= 0
            rounding = just_below if strict else math.floor
        row = {"reachable": possible}
        if not secured:
            row["needed"] = shown(x, rounding)
        return row


# --- plans and facts at random --------------------------------------------------------------------------------------

FAMILIES = [["2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"], ["2021-Q1", "2021-Q2"],
            ["kstt:2021-Q1", "kstt:2021-Q2", "kstt:2021-Q3"], [f"2021-{month:02}" for month in range(1, 11)],
            ["2021-Q1", "kstt:2021-Q2", "2021-Q3", "2021-08"], ["2021-H1", "2021-9M", "2021"], ["2021-H1"]]


def with_indicators(plan, seed):
    """The plan with more indicators: every kind, series and comparator, reductions, units, periods."""
    rng = random.Random(seed)

    def amount():
        return rng.choice([rng.randrange(120), rng.randrange(2400) / 8, 100])

    def target():
        row = {"comparator": rng.choice([">=", ">", "<=", "<", "=", "range"]), "amount": amount()}
        if row["comparator"] == "range":
            row["high"] = row["amount"] + rng.randrange(60)
        if rng.random() < 0.4:
            row["unit"] = rng.choice(units)
        if rng.random() < 0.4:
            row["period"] = rng.choice(["2021", "2021-Q1", "2021-Q2", "2021-H1", "2021-9M", "2021-08"])
        return {**row, "reduction": True} if rng.random() < 0.4 else row

    units = [unit["id"] for unit in plan["units"] if not unit.get("members")]
    tasks = [Oracle(plan, [], datetime.date(2021, 1, 1)).task_id(task) for task in plan["tasks"] if task.get("lead")]
    more = []
    for n in range(12):
        row = {"id": f"i-{seed}-{n}", "title": f"I {n}", "kind": rng.choice(["ratio", "value"]),
               "series": rng.choice(["per-period", "cumulative"])}
        if rng.random() < 0.8:
            row["task"] = rng.choice(tasks)
        row["baselines"] = [{"amount": amount(), **({"unit": unit} if unit else {})}
                            for unit in [None, *rng.sample(units, len(units) // 2)] if rng.random() < 0.8]
        row["targets"] = [target() for _ in range(rng.randrange(4))]
        more.append({key: value for key, value in row.items() if value != []})
    return {**plan, "indicators": plan["indicators"] + more}



class Recorder:
    """Makes facts about what the plan's tasks owe, in no order of days, with corrections among them."""

    def __init__(self, plan, seed):
        self.random = random.Random(seed)
        self.plan = plan
        self.owed = Oracle(plan, [], datetime.date(2021, 1, 1)).assignments
        self.all_extended = {(row["task"], row["period"]) for row in self.owed if self.random.random() < 0.1}
        self.facts = []

    def day(self):
        return str(datetime.date(2021, 1, 1) + ONE * self.random.randrange(390))

    def progress(self, row):
        state = self.random.choice(["in-progress", "in-progress", "done", "done", "done", "done", "cancelled"])
        more = {"percent": self.random.randrange(100)} if state != "cancelled" and self.random.random() < 0.5 else {}
        return {"kind": "progress", **row, "state": state, **more}

    def extension(self, row):
        if (row["task"], row["period"]) in self.all_extended:  # for all, or for each alone: never both
            row = {"task": row["task"], "period": row["period"]}
        return {"kind": "extension", **row, "due": self.day()}

    def event(self, row):
        whose = {"unit": row["unit"]} if self.random.random() < 0.3 else {}
        task = self.random.choice(["I.1", "I.6"])
        whose = {"unit": "van-phong-hdnd-ubnd"} if whose and task == "I.6" else {}
        return {"kind": "event", "task": task, **whose, "due": self.day()}

    def measurement(self, row):
        indicator = self.random.choice(self.plan["indicators"])
        family = FAMILIES[sum(indicator["id"].encode()) % len(FAMILIES)]
        if self.random.random() < 0.05:
            family = self.random.choice(FAMILIES)
        fact = {"kind": "measurement", "indicator": indicator["id"], "unit": row["unit"],
                "period": self.random.choice(family)}
        if indicator["kind"] == "value":
            return {**fact, "amount": self.random.choice([self.random.randrange(400), self.random.randrange(900) / 8])}
        denominator = self.random.choice([0, 1, 3, 7, 5000])
        most = denominator + (denominator > 0 and self.random.random() < 0.05)
        return {**fact, "numerator": self.random.randrange(most + 1), "denominator": denominator}

    def record(self, count):
        makers = [self.progress] * 8 + [self.extension, self.measurement, self.measurement, self.event,
                                        lambda row: {"kind": "return", **row}, lambda row: {"kind": "return", **row},
                                        lambda row: {"kind": "acceptance", **row},
                                        lambda row: {"kind": "acceptance", **row},
                                        lambda row: {"kind": "explanation", **row}]
        rows = [{key: row[key] for key in ("task", "unit", "period")}
                for row in self.random.sample(self.owed, len(self.owed) // 4)]
        for n in range(count):
            fact = {"id": f"f-{n}", **self.random.choice(makers)(self.random.choice(rows)), "day": self.day()}
            if self.random.random() < 0.7:
                fact["recorded_at"] = self.random.randrange(3)
            same_kind = [other["id"] for other in self.facts if other["kind"] == fact["kind"] != "event"]
            if same_kind and self.random.random() < 0.1:
                fact["corrects"] = self.random.choice(same_kind)
            self.facts.append(fact)
        return self.facts


# --- comparing ------------------------------------------------------------------------------------------------------

def library(plan, facts, days):
    """What the library says as of each day."""
    def is_extra(name):
        return name.startswith("x-")
    merged = {name: value for name, value in plan.items() if not is_extra(name)}
    merged["facts"] = facts
    merged.update((name, value) for name, value in plan.items() if is_extra(name))
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "merged.json"
        path.write_text(json.dumps(merged, ensure_ascii=False), encoding="utf-8")
        for day in days:
            run = subprocess.run([PROGRAM, "--json", "--as-of", day, path], capture_output=True, check=False)
            if run.returncode != 0:
                sys.exit(f"plan_status failed as of {day}: {run.stderr.decode()}")
            yield json.loads(run.stdout)


def compare(label, got, wanted):
    """How many rows agree, and how many do not; says which."""
    failed = 0
    for n in range(max(len(got), len(wanted))):
        one, other = got[n] if n < len(got) else None, wanted[n] if n < len(wanted) else None
        if one == other:
            continue
        failed += 1
        if failed <= 3:
            print(f"{label}, row {n}:\n  library {one}\n  rules   {other}")
    return max(len(got), len(wanted)) - failed, failed


def by_identity(rows):
    return sorted(rows, key=lambda row: (row["task"], row["unit"], row["period"]))


def check(label, plan, facts, days):
    passed = failed = 0
    for day, result in zip(days, library(plan, facts, days)):
        oracle = Oracle(plan, facts, day_of(day))
        noticed = sorted((row["finding"], facts[int(row["path"].rpartition("/")[2])]["id"])
                         for row in result["findings"] if row["finding"] in ("periods-overlap", "cumulative-falls"))
        tables = [("assignments", by_identity(result["assignments"]), by_identity(oracle.assignments)),
                  ("rollups", result["rollups"], list(oracle.rollups())),
                  ("values", result["values"], oracle.values()),
                  ("figures", result["figures"], oracle.figures()),
                  ("noticed", noticed, oracle.noticed())]
        for name, got, wanted in tables:
            good, bad = compare(f"{label}, {day}, {name}", got, wanted)
            passed, failed = passed + good, failed + bad
    return passed, failed


def main():
    plan = load("examples/data/vinh-cuu-2021.json")
    results = [check("example", plan, load("examples/data/vinh-cuu-2021-facts.json")["facts"], DAYS)]
    results.append(check("reorganisation", load("tests/data/reorganisation-2025.json"), [], REORGANISATION_DAYS))
    for seed in range(RANDOM_SETS):
        larger = with_indicators(plan, seed)
        results.append(check(f"random {seed}", larger, Recorder(larger, seed).record(2500), RANDOM_DAYS))
    passed, failed = (sum(column) for column in zip(*results))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
