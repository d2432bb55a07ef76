"""Days, days off and periods of 2021, as docs/formats.md and the law have them, written down a second time."""
import calendar
import datetime
import functools

ONE = datetime.timedelta(days=1)

# Days off on weekdays in the public sector: holidays, and those in lieu of weekends.
OFF = {datetime.date.fromisoformat(text) for text in (
    "2021-01-01 2021-02-10 2021-02-11 2021-02-12 2021-02-15 2021-02-16 2021-04-21 2021-04-30 2021-05-03 2021-09-02 "
    "2021-09-03 2022-01-03 2022-01-31 2022-02-01 2022-02-02 2022-02-03 2022-02-04 2022-04-11 2022-05-02 2022-05-03 "
    "2022-09-01 2022-09-02").split()}
SENDING_DAYS = {"commune": 16, "division": 16, "department": 18, "district": 19, "province": 25}
CUT_DAY = 14


def day_of(text):
    return None if text is None else datetime.date.fromisoformat(text)


@functools.cache
def is_working(day):
    return day.isoweekday() <= 5 and day not in OFF


def next_working(day):
    """The day itself, or the first working day after it."""
    while not is_working(day):
        day += ONE
    return day


@functools.cache
def add_working(day, count):
    for _ in range(count):
        day = next_working(day + ONE)
    return day


@functools.cache
def working_between(after, until):
    """Working days after one day, up to and including another."""
    return sum(is_working(after + ONE * n) for n in range(1, (until - after).days + 1))


def holds(row, day):
    """Whether a row with a first and a last day, each open when absent, speaks of a day."""
    return row.get("first_day", "0") <= str(day) <= row.get("last_day", "9")


# --- periods --------------------------------------------------------------------------------------------------------

def month_end(year, month):
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


class _Period:
    """A month, quarter, half-year or year, of the calendar or, behind "kstt:", from the 15th to the 14th; or a span."""

    def __init__(self, name):
        self.name = name
        self.regime, _, plain = name.rpartition(":")
        if ".." in plain:
            self.kind = "span"
            self.first, self.last = map(day_of, plain.split(".."))
            return
        year, _, part = plain.partition("-")
        self.kind = {"": "year", "Q": "quarter", "H": "half-year"}.get(part[:1], "month")
        length = {"year": 12, "half-year": 6, "quarter": 3, "month": 1}[self.kind]
        number = int(part.lstrip("QH") or 1)
        begins, ends = (number - 1) * length + 1, number * length
        self.first, self.last = datetime.date(int(year), begins, 1), month_end(int(year), ends)
        if self.regime:
            self.first = (self.first - ONE).replace(day=CUT_DAY) + ONE
            self.last = self.last.replace(day=CUT_DAY)

    def __contains__(self, day):
        return self.first <= day <= self.last


Period = functools.cache(_Period)


def periods_of(kind, year, regime=""):
    """The periods of a kind in a year, by the calendar or a regime."""
    count = {"year": 1, "half-year": 2, "quarter": 4, "month": 12}[kind]
    form = {"year": "{0}", "half-year": "{0}-H{1}", "quarter": "{0}-Q{1}", "month": "{0}-{1:02}"}[kind]
    return [Period(regime + form.format(year, n + 1)) for n in range(count)]


def sending_day(period, level):
    """When a unit of a level must send the report of a reporting period; it does not move off a day off."""
    if level in SENDING_DAYS:
        return period.last.replace(day=SENDING_DAYS[level])
    return add_working(period.last, 1)
