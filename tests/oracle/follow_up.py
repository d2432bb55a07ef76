"""Follow-ups with the shipped levels, and the log by which nothing is sent twice: follow_up.h."""
from days import ONE, add_working, day_of, holds

# id, days from the due day that holds in law, whether working days, whether to the superior.
LEVELS = [("reminder", -7, False, False), ("urging", 1, False, False), ("second-urging", 10, True, False),
          ("escalation", 20, True, True)]
IDS = [level[0] for level in LEVELS]
HOLD_WORKING_DAYS, REPLY_WORKING_DAYS = 5, 3
ROLES = ["owing", "superior", "copy"]


def reached(effective, day):
    """The ranks of the levels that have begun."""
    return {rank for rank, (_, days, working, _) in enumerate(LEVELS)
            if (add_working(effective, days) if working else effective + ONE * days) <= day}


class FollowUp:
    """What is to be sent on the day of an assessment, given the log so far."""

    def __init__(self, assessment, log):
        self.plan, self.day = assessment.plan, assessment.as_of
        self.log = [dict(entry) for entry in log]
        self.held, self.items, self.given = 0, {}, {}
        for entry in log:
            self.given.setdefault((entry["task"], entry["unit"], entry["period"], entry["due"]), []).append(entry)
        for order, row in enumerate(assessment.assignments):
            if row.is_open() and row.effective:
                self.follow(order, row)
        self.log.sort(key=lambda entry: (entry["day"], entry["task"].encode(), entry["unit"], entry["period"].encode(),
                                         entry["due"], entry["level"]))

    def follow(self, order, row):
        """The highest level reached that is above all that were given, unless an acknowledgement holds it."""
        key = {"task": row.task, "unit": row.unit, "period": row.period, "due": str(row.due)}
        entries = self.given.get(tuple(key.values()), [])
        ranks = reached(row.effective, self.day)
        given = {IDS.index(entry["level"]) for entry in entries}
        if not ranks or max(ranks) <= max(given, default=-1):
            return
        answers = [(day_of(entry["acknowledged"]), self.held_until(entry), entry) for entry in entries
                   if day_of(entry.get("acknowledged", "9999-12-31")) <= self.day]
        promised = None
        if answers:
            _, until, entry = max(answers, key=lambda answer: answer[:2])
            promised = entry.get("promised")
            if self.day <= until:
                self.held += 1
                return
        passed = sorted(ranks - given - {max(ranks)})
        for rank in passed + [max(ranks)]:
            self.log.append({**key, "level": IDS[rank], "day": str(self.day),
                             **({"passed_over": True} if rank in passed else {})})
        self.address(order, row, max(ranks), [IDS[rank] for rank in passed], promised)

    def held_until(self, entry):
        if "promised" in entry:
            return day_of(entry["promised"])
        return add_working(day_of(entry["acknowledged"]), HOLD_WORKING_DAYS)

    # To whom

    def living(self, unit):
        """The unit, or those that follow it and exist."""
        row = self.plan.units[unit]
        if row.get("last_day", "9") >= str(self.day):
            return [unit]
        return [one for successor in row.get("successors", []) for one in self.living(successor["unit"])]

    def addressees(self, unit):
        superior = self.plan.units[unit].get("superior")
        return self.living(unit) or (self.living(superior) if superior else []) or [unit]

    def address(self, order, row, rank, passed, promised):
        """A unit gets an item once, in its first role."""
        roles = {}
        for unit in self.addressees(row.unit):
            superior = self.plan.units[unit].get("superior") if LEVELS[rank][3] else None
            if superior is None:
                roles.setdefault(unit, []).append("owing")
                continue
            roles.setdefault(unit, []).append("copy")
            for above in self.addressees(superior):
                roles.setdefault(above, []).append("superior")
        for unit, said in roles.items():
            role = min(said, key=ROLES.index)
            item = self.item(row, IDS[rank], role, passed, promised)
            self.items.setdefault(unit, []).append(((-rank, ROLES.index(role), row.effective, order), item))

    def item(self, row, level, role, passed, promised):
        task = self.plan.tasks[row.task]
        members = {"level": level, "role": role, "passed_over": passed or None, "task": row.task,
                   "label": task["label"], "title": task["title"], "unit": row.unit, "period": row.period,
                   "kind": "report" if row.is_report else "work", "deadline": task["deadline"]["text"],
                   "due": str(row.due), "effective": str(row.effective), "state": row.state,
                   "days_late": row.days_late or None,
                   "working_days_late": row.working_days_late if row.days_late else None, "promised": promised}
        return {key: value for key, value in members.items() if value is not None}

    def digests(self):
        for unit in sorted(self.items, key=self.plan.unit_order.get):
            row = self.plan.units[unit]
            contacts = [{key: one[key] for key in ("name", "position", "email", "phone") if key in one}
                        for one in row.get("contacts", []) if holds(one, self.day)]
            yield {"unit": unit, "name": row["name"], **({"contacts": contacts} if contacts else {}),
                   "items": [item for _, item in sorted(self.items[unit], key=lambda pair: pair[0])]}

    def document(self):
        return {"as_of": str(self.day), "reply_by": str(add_working(self.day, REPLY_WORKING_DAYS)), "held": self.held,
                "digests": list(self.digests())}
