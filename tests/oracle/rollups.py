"""Roll-ups, always counted over the assignments below: design §3 and rollup.h."""
from days import Period
from plan import DONE

STATES = ["cancelled", "done-on-time", "done-late", "waiting", "overdue", "due-soon", "in-progress", "upcoming",
          "not-started"]
IN_TIME = ("due-soon", "in-progress", "upcoming", "not-started")


def state_of(states):
    """Done only when every other child is; else the first of these that there is. Cancelled is left out."""
    if not states:
        return None
    left = [state for state in states if state != "cancelled"]
    if not left:
        return "cancelled"
    if all(state in DONE for state in left):
        return "done"
    for state in ("overdue", "due-soon", "in-progress", "not-started", "upcoming", "waiting"):
        if state in left or state == "in-progress" and any(one in DONE for one in left):
            return state


def reports_of(rows):
    states = [row.state for row in rows if row.is_report]
    on_time, late, missing = (states.count(state) for state in ("done-on-time", "done-late", "overdue"))
    return {"expected": on_time + late + missing, "received": on_time + late, "on_time": on_time, "late": late,
            "missing": missing}


def mean(percents, all_done):
    """Rounded down; 100 % is never shown with an open child."""
    if not percents:
        return None
    return min(sum(percents) // len(percents), 100 if all_done else 99)


def count(rows):
    """All that is told of a roll-up but its name."""
    states = [row.state for row in rows]
    left = [row for row in rows if row.state != "cancelled"]
    obliged = {row.unit for row in left}
    percents = [row.percent for row in left if row.percent is not None]
    counts = {state: states.count(state) for state in STATES if state in states}
    numbers = {"state": state_of(states), "assignments": len(rows), "counts": counts,
               "units_done": len(obliged - {row.unit for row in left if not row.is_done()}),
               "units_obliged": len(obliged), "percent": mean(percents, all(row.is_done() for row in left)),
               "percent_given": len(percents), "on_time": states.count("done-on-time"),
               "fallen_due": sum(states.count(state) for state in DONE + ("overdue",)),
               "open_in_time": sum(states.count(state) for state in IN_TIME), "open_overdue": states.count("overdue"),
               "reports": reports_of(rows) if any(row.is_report for row in rows) else None}
    return {key: value for key, value in numbers.items() if value is not None}


def by_task(assessment):
    """The assignments of each task and of all below it."""
    tasks = assessment.plan.tasks
    groups = {task: [] for task in tasks}
    for row in assessment.assignments:
        task = row.task
        while task is not None:
            groups[task].append(row)
            task = tasks[task].get("parent")
    return groups


def by_section(assessment):
    groups = {section["id"]: [] for section in assessment.plan.document["sections"]}
    for row in assessment.assignments:
        section = assessment.plan.tasks[row.task].get("section")
        if section is not None:
            groups[section].append(row)
    return groups


def by_unit(assessment):
    """Of the units that owe something, in the order of the plan."""
    groups = {}
    for row in assessment.assignments:
        groups.setdefault(row.unit, []).append(row)
    return dict(sorted(groups.items(), key=lambda group: assessment.plan.unit_order[group[0]]))


def by_period(assessment):
    """The reports of each reporting period, in the order of their cut-offs."""
    groups = {}
    for row in assessment.assignments:
        if row.is_report:
            groups.setdefault(row.period, []).append(row)
    return dict(sorted(groups.items(), key=lambda group: Period(group[0]).last))


def roll_up(assessment):
    """{(kind, id): numbers} of the plan, sections, tasks, units that owe something, and reporting periods."""
    kinds = {"plan": {assessment.plan.id: assessment.assignments}, "section": by_section(assessment),
             "task": by_task(assessment), "unit": by_unit(assessment), "period": by_period(assessment)}
    return {(kind, name): count(rows) for kind, groups in kinds.items() for name, rows in groups.items()}
