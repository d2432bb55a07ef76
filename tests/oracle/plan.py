"""Who owes what as of a day, and in what state it is: design §3, docs/formats.md, the comments of the headers."""
import functools

from days import (ONE, Period, add_working, day_of, holds, month_end, next_working, periods_of, sending_day,
                  working_between)

WARNING_DAYS = 7
REGIME = "kstt:"
DONE = ("done-on-time", "done-late")


class Plan:
    """The documents of a plan and of its facts."""

    def __init__(self, plan, facts):
        self.document, self.facts = plan, facts
        self.id, self.first, self.last = plan["id"], day_of(f"{plan['year']}-01-01"), day_of(f"{plan['year']}-12-31")
        self.units = {row["id"]: row for row in plan["units"]}
        self.unit_order = {name: n for n, name in enumerate(self.units)}
        self.tasks = {row["id"]: row for row in plan["tasks"]}
        self.indicators = {row["id"]: row for row in plan["indicators"]}

    # Units

    def stand_ins(self, name, day):
        """Who stands for a unit on a day: itself, the members of a group, the successors of one that has ended."""
        unit = self.units[name]
        if unit.get("last_day", "9") < str(day):
            rows = [row["unit"] for row in unit.get("successors", []) if not self.is_to_come(row["unit"], day)]
        else:
            rows = [row["unit"] for row in unit.get("members", [])
                    if holds(row, day) and not self.is_to_come(row["unit"], day)]
            if not rows:
                return [name]
        return [one for row in rows for one in self.stand_ins(row, day)]

    def is_to_come(self, name, day):
        return self.units[name].get("first_day", "0") > str(day)

    def leads(self, task, day):
        """The units that lead a task on a day, each once; who leads it alone and was abolished keeps it."""
        return self.stand_ins_of(tuple(task.get("lead", {}).get("units", [])), day)

    @functools.cache
    def stand_ins_of(self, names, day):
        rows = [one for name in names for one in self.stand_ins(name, day) or [name]]
        return list(dict.fromkeys(rows))

    @functools.cache
    def effective(self, due):
        """A due day that is a day off moves to the next working day, unless the plan says otherwise."""
        return next_working(due) if due and self.document.get("rolls", True) else due

    # Facts

    def known(self, as_of, known_at):
        """The facts that count, in the order in which they speak; what a known one corrects is left out."""
        rows = [row for row in self.facts if row["day"] <= str(as_of)
                and (known_at is None or row.get("recorded_at", known_at) <= known_at)]
        corrected = {row["corrects"] for row in rows if "corrects" in row}
        return sorted((row for row in rows if row["id"] not in corrected), key=in_time)


def in_time(fact):
    return fact["day"], fact.get("recorded_at", -1), fact["id"].encode()


class Assignment:
    """One unit's obligation for one task in one period."""

    def __init__(self, task, unit, period, start=None, due=None, effective=None, is_report=False, waits=False):
        self.task, self.unit, self.period = task, unit, period
        self.start, self.due, self.effective = start, due, effective
        self.is_report, self.waits = is_report, waits
        self.returned_once = False

    def is_open(self):
        return self.state not in DONE and self.state not in ("cancelled", "waiting")

    def is_done(self):
        return self.state in DONE

    def document(self):
        members = {"task": self.task, "unit": self.unit, "period": self.period, "state": self.state,
                   "reason": self.reason, "start": self.start, "due": self.due, "effective": self.effective,
                   "done_day": self.done_day, "percent": self.percent, "days_late": self.days_late or None,
                   "working_days_late": self.working_days_late if self.days_late else None,
                   "accepted": self.accepted or None, "explained": self.explained or None}
        days = ("start", "due", "effective", "done_day")
        return {key: str(value) if key in days else value for key, value in members.items() if value is not None}


# --- what is owed ---------------------------------------------------------------------------------------------------

class Assessment:
    """A plan as of a day, as known at an instant (None: everything is)."""

    def __init__(self, plan, as_of, known_at=None):
        self.plan, self.as_of = plan, as_of
        self.facts = plan.known(as_of, known_at)
        self.said, self.matched = {}, set()
        for fact in self.facts:
            if "task" in fact:
                self.said.setdefault((fact["task"], fact.get("period"), fact.get("unit")), []).append(fact)
        self.assignments = [row for task in plan.tasks.values() for row in self.owed(task)]
        for row in self.assignments:
            self.judge(row)

    def owed(self, task):
        clauses = task.get("deadline", {}).get("clauses", [])
        kinds = [clause["kind"] for clause in clauses]
        for clause in clauses:
            if clause["kind"] == "once":
                yield from self.dated(task, clause["key"], day_of(clause.get("start")), day_of(clause["due"]))
            elif clause["kind"] == "ongoing" or clause["kind"] == "recurring" and "every" not in clause:
                yield from self.reports(task, clause)
            elif clause["kind"] == "recurring":
                yield from self.recurring(task, clause)
        if "on-event" in kinds or "ad-hoc" in kinds:
            yield from self.events(task, clauses, waits="on-event" in kinds)

    def dated(self, task, key, start, due):
        for unit in self.plan.leads(task, due):
            yield Assignment(task["id"], unit, key, start, due, self.plan.effective(due))

    def reports(self, task, clause):
        """One report for each reporting quarter that is cut off in the plan's year, by the units of its cut-off."""
        for period in periods_of("quarter", self.plan.first.year, REGIME):
            if str(period.last) < clause.get("start", "0"):
                continue
            for unit in self.plan.leads(task, period.last):
                due = sending_day(period, self.plan.units[unit].get("level"))
                yield Assignment(task["id"], unit, period.name, period.first, due, due, is_report=True)

    def recurring(self, task, clause):
        for period in periods_of(clause["every"], self.plan.first.year):
            due = min(period.last.replace(day=clause.get("day", period.last.day)),
                      month_end(period.last.year, period.last.month))
            if clause.get("start", "0") <= str(due) <= clause.get("until", "9"):
                yield from self.dated(task, period.name, period.first, due)

    def events(self, task, clauses, waits):
        """Each event that counts makes an assignment of each lead that it speaks of; who met none waits for one."""
        met = {}
        events = [fact for fact in self.facts if fact["kind"] == "event" and fact["task"] == task["id"]]
        after = next((clause["after"] for clause in clauses if "after" in clause), None)
        for event in events:
            day = day_of(event["day"])
            due = day_of(event.get("due"))
            if due is None and after:
                due = add_working(day, after["days"]) if after.get("working") else day + ONE * after["days"]
            for unit in self.plan.leads(task, day):
                if event.get("unit", unit) != unit:
                    continue
                met[unit] = met.get(unit, 0) + 1
                key = "event" if met[unit] == 1 else f"event#{met[unit]}"
                self.matched.add(event["id"])
                yield Assignment(task["id"], unit, key, day, due, self.plan.effective(due))
        if waits and all("unit" in event for event in events):
            for unit in self.plan.leads(task, self.plan.first):
                if unit not in met:
                    yield Assignment(task["id"], unit, "event", waits=True)

    # What is said of it

    def judge(self, row):
        facts = [fact for unit in (None, row.unit) for fact in self.said.get((row.task, row.period, unit), [])]
        self.matched.update(fact["id"] for fact in facts)
        self.extend(row, [fact for fact in facts if fact["kind"] == "extension"])
        word, done = self.listen(row, facts)
        row.state = self.state_of(row, word, done)
        row.reason = reason_of(row, word)
        row.done = done["fact"] if done else None
        row.done_day = done["done"] if done else None
        row.percent = 100 if done else row.percent
        row.explained = any(fact["kind"] == "explanation" for fact in facts)
        row.accepted = bool(done) and is_accepted(done, facts)
        until = row.done_day if row.state == "done-late" else self.as_of if row.state == "overdue" else None
        row.days_late = (until - row.effective).days if until else 0
        row.working_days_late = working_between(row.effective, until) if until else 0

    def extend(self, row, extensions):
        """The last extension counts, for the unit or for all; a report's day does not move off a day off."""
        if extensions:
            row.due = day_of(max(extensions, key=in_time)["due"])
            row.effective = row.due if row.is_report else self.plan.effective(row.due)

    def listen(self, row, facts):
        """The last word (None: silence), and the "done" that holds. Only what is said to be done can be sent back."""
        word, done, row.percent = None, None, None
        for fact in facts:
            if fact["kind"] == "progress":
                row.percent = fact.get("percent", None if done else row.percent)
                word, done = fact["state"], None
                if word == "done":
                    day = day_of(fact["day"] if row.is_report else fact.get("done_day", fact["day"]))
                    done = {"done": day, "fact": fact}
            elif fact["kind"] == "return" and done:
                word, done, row.percent, row.returned_once = "returned", None, None, True
        return word, done

    def state_of(self, row, word, done):
        if word == "cancelled":
            return "cancelled"
        if done:
            return "done-on-time" if row.effective is None or done["done"] <= row.effective else "done-late"
        if row.waits:
            return "waiting"
        if row.effective and self.as_of > row.effective:
            return "overdue"
        if row.effective and (row.effective - self.as_of).days <= WARNING_DAYS:
            return "due-soon"
        if word in ("in-progress", "returned"):
            return "in-progress"
        return "upcoming" if row.start and row.start > self.as_of else "not-started"

    def noticed(self):
        """(finding, fact) of facts that are about nothing that is owed, or of a day outside what they are about."""
        for fact in self.facts:
            if fact["kind"] != "measurement" and fact["id"] not in self.matched:
                yield "fact-without-assignment", fact
            if fact["kind"] == "measurement" and day_of(fact["day"]) < Period(fact["period"]).first:
                if Period(fact["period"]).regime:
                    yield "figure-outside-period", fact
        for row in self.assignments:
            if row.done and row.start and row.done.get("done_day", row.done["day"]) < str(row.start):
                yield "done-before-start", row.done


@functools.cache
def assess(plan, as_of, known_at=None):
    """Made once."""
    return Assessment(plan, as_of, known_at)


def is_accepted(done, facts):
    """An acceptance of the day of the last "done" or later, with no return since; on one day it comes behind."""
    def moment(fact):
        return fact["day"], fact.get("recorded_at", 0)

    returns = [in_time(fact) for fact in facts if fact["kind"] == "return"]
    return any(fact["kind"] == "acceptance" and moment(fact) >= moment(done["fact"])
               and all(one < in_time(fact) for one in returns) for fact in facts)


def reason_of(row, word):
    ending = {None: "silent", "not-started": "not-started", "in-progress": "started", "returned": "returned"}.get(word)
    has_due = row.effective is not None
    return {"cancelled": "said-cancelled", "done-on-time": "done-by-due" if has_due else "done-without-due",
            "done-late": "done-after-due", "waiting": "event-not-recorded", "overdue": f"past-due-{ending}",
            "due-soon": f"due-soon-{ending}", "in-progress": ending, "upcoming": "window-not-open",
            "not-started": "said-not-started" if word == "not-started" else "silent" if has_due else "no-due-day",
            }[row.state]
