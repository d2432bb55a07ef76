"""What is reported of a period: report.h."""
import collections

import values
from days import ONE, Period, day_of, sending_day
from plan import assess, in_time
from rollups import IN_TIME, by_period, by_section, by_task, by_unit, count, reports_of

CELLS = {"done_on_time": ("done-on-time",), "done_late": ("done-late",), "open_in_time": IN_TIME,
         "open_overdue": ("overdue",), "waiting": ("waiting",), "cancelled": ("cancelled",)}

REACHED = ("verdict", "numerator", "denominator", "text", "target", "units_reported", "units_expected")


def cells(rows, names=tuple(CELLS)):
    counts = collections.Counter(row.state for row in rows)
    return {"all": len(rows), **{name: sum(counts[state] for state in CELLS[name]) for name in names}}


def some(**members):
    """Without what is absent."""
    return {key: value for key, value in members.items() if value is not None}


def text_of(task, member):
    """A cell of the table, as written."""
    return task.get(member, {}).get("text")


class Report:
    """The report of a period of the whole plan, as of the day of an assessment."""

    def __init__(self, assessment, period, known_at):
        self.plan, self.assessment, self.known_at = assessment.plan, assessment, known_at
        self.period = Period(period)
        self.facts = [fact for fact in assessment.facts if self.is_of_period(day_of(fact["day"]))]
        self.tasks = by_task(assessment)
        self.place = {name: n for n, name in enumerate([*self.plan.tasks, *self.plan.indicators])}

    def is_of_period(self, day):
        return day is not None and self.period.first <= day <= self.period.last

    # Counts

    def line(self, rows):
        """The cells to date, of what was due and of what was done in the period; the reports cut off in it."""
        done = [row for row in rows if row.is_done() and self.is_of_period(row.done_day)]
        reports = [row for row in rows if row.is_report and self.is_of_period(Period(row.period).last)]
        return some(to_date=cells(rows), due_in_period=cells([row for row in rows if self.is_of_period(row.effective)]),
                    done_in_period=cells(done, ("done_on_time", "done_late")),
                    reports=reports_of(reports) if reports else None)

    def sections(self):
        groups = by_section(self.assessment)
        for section in self.plan.document["sections"]:
            yield {**section, **self.line(groups[section["id"]])}

    def units(self):
        """Each with its part of every task of which it owes something."""
        for unit, owed in by_unit(self.assessment).items():
            parts = {}
            for row in owed:
                parts.setdefault(row.task, []).append(row)
            yield {"id": unit, "name": self.plan.units[unit]["name"], **self.line(owed),
                   "tasks": [{"task": task, **self.line(rows)} for task, rows in parts.items()]}

    def reporting_periods(self):
        for name, rows in by_period(self.assessment).items():
            if self.is_of_period(Period(name).last):
                yield {"id": name, **self.line(rows)}

    # The table of tasks

    def task_rows(self):
        for task, row in self.plan.tasks.items():
            numbers, said = count(self.tasks[task]), [fact for fact in self.facts if fact.get("task") == task]
            notes = [fact["note"] for fact in said if "note" in fact and fact["kind"] != "explanation"]
            evidence = [some(unit=fact.get("unit"), period=fact.get("period"), **fact["evidence"])
                        for fact in sorted(said, key=self.by_subject) if "evidence" in fact]
            yield some(id=task, section=row.get("section"), label=row["label"], title=row["title"],
                       lead=text_of(row, "lead"), coordinator=text_of(row, "coordinator"),
                       deliverable=row.get("deliverable"), deadline=text_of(row, "deadline"),
                       state=numbers.get("state"), units_done=numbers["units_done"],
                       units_obliged=numbers["units_obliged"], percent=numbers.get("percent"),
                       percent_given=numbers["percent_given"], **self.line(self.tasks[task]),
                       evidence=evidence or None, note=notes[-1] if notes else None)

    def by_subject(self, fact):
        """By task, period, unit and time; those of figures last, by indicator, unit, period."""
        unit, period = self.plan.unit_order.get(fact.get("unit"), -1), fact.get("period", "").encode()
        if "task" in fact:
            return self.place[fact["task"]], (period, unit), in_time(fact)
        return self.place[fact["indicator"]], (unit, period), in_time(fact)

    # Indicators

    def lies_within(self, name):
        """In a period that is cut as the report's; a span takes all that lie in it."""
        other = Period(name)
        return (self.is_of_period(other.first) and self.is_of_period(other.last)
                and (self.period.kind == "span" or other.regime == self.period.regime))

    def in_period(self, indicator, unit, figures, measured, expected):
        """What was measured for this very period; else of those in it the last one, or their sum."""
        rows = [row for row in figures if row["indicator"] == indicator["id"] and row.get("unit") == unit]
        chosen = ([row for row in rows if row["period"] == self.period.name]
                  or [row for row in rows if self.lies_within(row["period"])])
        if indicator["series"] == "cumulative" or len(chosen) == 1:
            chosen = chosen[-1:]
        if not chosen:
            return {"verdict": "no-value", "units_reported": 0, "units_expected": expected}
        names = [row["period"] for row in chosen]
        if len(names) == 1:
            return {**{key: chosen[0][key] for key in REACHED if key in chosen[0]}, "periods": names}
        facts = [fact for (one, period), fact in measured.last.items() if period in names and unit in (None, one)]
        target = values.target_of(indicator, unit, self.period.last, self.period.name)
        asked = {row["unit"] for row in figures if row["indicator"] == indicator["id"] and row["period"] in names
                 and row.get("unit") and row["units_reported"] and unit in (None, row["unit"])}
        return {**values.reached(indicator, unit, target, values.Sum(facts)), "periods": names,
                "units_reported": len(asked), "units_expected": chosen[-1]["units_expected"]}

    def indicators(self):
        rows, figures = values.evaluate(self.assessment)
        measured = values.measure(self.assessment)
        for row in rows:
            indicator = self.plan.indicators[row["indicator"]]
            yield some(indicator=indicator["id"], unit=row.get("unit"), title=indicator["title"],
                       measure=indicator.get("measure"), to_date={key: row[key] for key in REACHED if key in row},
                       in_period=self.in_period(indicator, row.get("unit"), figures, measured[indicator["id"]],
                                                row["units_expected"]))

    # What was said, what is late

    def remarks(self, kind):
        for fact in sorted(self.facts, key=self.by_subject):
            text = fact.get("difficulties") if kind == "difficulties" else fact.get("note")
            if text if kind == "difficulties" else fact["kind"] == "explanation":
                unit = fact.get("unit")
                yield some(task=fact.get("task"), indicator=fact.get("indicator"), unit=unit,
                           unit_name=self.plan.units[unit]["name"] if unit else None, period=fact.get("period"),
                           day=fact["day"], text=text, reference=fact.get("reference"))

    def late(self):
        """The latest first."""
        overdue = [row for row in self.assessment.assignments if row.state == "overdue"]
        for row in sorted(overdue, key=lambda row: -row.days_late):
            yield {**self.named(row), "due": str(row.effective), "days_late": row.days_late,
                   "working_days_late": row.working_days_late}

    def named(self, row):
        return {"task": row.task, "unit": row.unit, "unit_name": self.plan.units[row.unit]["name"],
                "period": row.period}

    def changes(self):
        """What became overdue since the day before the period, or no longer is."""
        earlier = assess(self.plan, self.period.first - ONE, self.known_at)
        before, after = ({(row.task, row.unit, row.period): row for row in one.assignments}
                         for one in (earlier, self.assessment))
        for key in list(after) + [key for key in before if key not in after]:
            was, now = (key in rows and rows[key].state == "overdue" for rows in (before, after))
            if was != now:
                row = after.get(key) or before[key]
                yield {"change": "left-overdue" if was else "entered-overdue", **self.named(row), "state": row.state}

    def document(self):
        header = some(period=self.period.name, first_day=str(self.period.first), last_day=str(self.period.last),
                      sending_day=str(sending_day(self.period, "district")) if self.period.regime else None,
                      as_of=str(self.assessment.as_of),
                      provisional=True if self.assessment.as_of < self.period.last else None)
        return {"header": header, "counts": self.line(self.assessment.assignments), "sections": list(self.sections()),
                "tasks": list(self.task_rows()), "units": list(self.units()),
                "reporting_periods": list(self.reporting_periods()), "indicators": list(self.indicators()),
                "difficulties": list(self.remarks("difficulties")), "explanations": list(self.remarks("explanations")),
                "late": list(self.late()), "changes": list(self.changes())}
