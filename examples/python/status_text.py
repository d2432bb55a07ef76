"""The state of a plan in Vietnamese, from the rows of an assessment. What plan_status.py and ctypes_status.py print."""
import collections
import datetime


def day_text(day):
    """15/07/2021"""
    return "—" if day is None else f"{day:%d/%m/%Y}"


def today_in_vietnam():
    """The library never reads the clock: the program does."""
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date().isoformat()


def section_lines(rollups):
    for row in rollups:
        if row.kind == "section":
            yield (f"{row.id}. {row.title}: {row.state_name or 'không theo dõi'}; "
                   f"xong {row.counts['done-on-time'] + row.counts['done-late']}"
                   f"/{row.assignments - row.counts['cancelled']} phần việc, quá hạn {row.counts['overdue']}; "
                   f"đúng hạn {row.on_time}/{row.fallen_due} đã đến hạn; "
                   f"{row.units_done}/{row.units_obliged} đơn vị xong")


def deadline_line(rows):
    """One line for all that a unit owes at one deadline."""
    first = rows[0]
    late = f" {first.days_late} ngày ({first.working_days_late} ngày làm việc)" if first.days_late > 0 else ""
    tasks = ", ".join(row.task_id for row in rows)
    return f"  kỳ {first.period}, hạn {day_text(first.effective)}, {first.state_name}{late}: {tasks}"


def unit_lines(name, rows):
    """What a unit must be written to about."""
    states = collections.Counter(row.state for row in rows)
    yield f"{name}: {states['overdue']} quá hạn, {states['due-soon']} sắp đến hạn"
    deadlines = {}
    for row in rows:
        deadlines.setdefault((row.effective, row.period), []).append(row)
    yield from map(deadline_line, deadlines.values())


def units_lines(units, assignments):
    pressing = {}
    for row in assignments:
        if row.state in ("overdue", "due-soon"):
            pressing.setdefault(row.unit_id, []).append(row)
    for unit, name in units.items():
        if unit in pressing:
            yield from unit_lines(name, pressing[unit])


def value_lines(values, unit):
    for row in values:
        if row.unit_id == unit:
            figure = "—" if row.text is None else row.text if row.measure is None else f"{row.text} {row.measure}"
            yield (f"{row.title}: {figure}, chỉ tiêu {row.target or '—'}, {row.verdict_name}; "
                   f"số liệu của {row.units_reported}/{row.units_expected} đơn vị")


def status_lines(subject, as_of, units, unit, *, rollups, assignments, values):
    """The whole report. `units` are names by id; `unit` is the id of the one to show, None for all."""
    yield from (subject, f"Tình hình đến ngày {day_text(as_of)}", "")
    yield from section_lines(rollups)
    yield from ("", "Việc quá hạn, sắp đến hạn theo đơn vị")
    yield from units_lines(units if unit is None else {unit: units[unit]}, assignments)
    yield from ("", "Chỉ tiêu")
    yield from value_lines(values, unit)
