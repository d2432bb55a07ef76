"""Indicator values, figures by period and what is still needed: design §3, indicator.h, value.h, figure.h."""
import functools
from fractions import Fraction

from days import Period, periods_of
from plan import in_time


def exact(number):
    """A number of a document; its decimals are read as text."""
    return Fraction(str(number))


def shown(number, up=0):
    """Two decimals: the nearest, half away from zero; or (`up` 1, -1) the next above or below that it does not pass."""
    scaled = number * 100
    if up:
        hundredths = -(-scaled // 1) if up > 0 else scaled // 1
    else:
        hundredths = int(abs(scaled) + Fraction(1, 2)) * (-1 if scaled < 0 else 1)
    sign, whole = "-" if hundredths < 0 else "", abs(int(hundredths))
    return f"{sign}{whole // 100}.{whole % 100:02}"


# --- what was measured ----------------------------------------------------------------------------------------------

class Sum:
    """Numerators over denominators of a ratio, or an amount with the most decimals that went into it."""

    def __init__(self, facts):
        self.facts = facts
        self.is_ratio = bool(facts) and "numerator" in facts[0]
        if self.is_ratio:
            self.numerator = sum(fact["numerator"] for fact in facts)
            self.denominator = sum(fact["denominator"] for fact in facts)
        elif facts:
            amounts = [str(fact["amount"]) for fact in facts]
            self.denominator = 10 ** max(len(amount.partition(".")[2]) for amount in amounts)
            self.numerator = int(sum(map(Fraction, amounts)) * self.denominator)

    def numerator_only(self):
        return self.numerator if self.is_ratio else self.value()

    def value(self):
        """In percent of a ratio; None where nothing was reported or nothing occurred."""
        if not self.facts or self.denominator == 0:
            return None
        return Fraction(self.numerator, self.denominator) * (100 if self.is_ratio else 1)


def in_order(period):
    """By last days; of those that end together the longer one first."""
    return Period(period).last, Period(period).first


def counted(indicator, facts):
    """Of one unit's figures those that its value is made of: all periods, or of a cumulative series the last."""
    if indicator["series"] == "per-period" or not facts:
        return facts
    end = max(Period(fact["period"]).last for fact in facts)
    return [max((fact for fact in facts if Period(fact["period"]).last == end), key=in_time)]


# --- targets --------------------------------------------------------------------------------------------------------

def target_of(indicator, unit, day, period=None):
    """One that names the unit before one that names none, then one that names the period; of equals the first."""
    rows = [row for row in indicator.get("targets", [])
            if row.get("unit", unit) == unit and ("period" not in row or day in Period(row["period"]))]
    own = [2 * ("unit" in row) + ("period" in row) for row in rows]
    named = [row.get("period") == period and period is not None for row in rows]
    order = sorted(range(len(rows)), key=lambda n: (-(own[n] // 2), -(own[n] % 2), -named[n], n))
    return rows[order[0]] if order else None


def baseline_of(indicator, unit):
    return next((row["amount"] for row in indicator.get("baselines", []) if row.get("unit") == unit), None)


def target_text(target):
    text = f"{target['comparator']} {target['amount']}" + (f"..{target['high']}" if "high" in target else "")
    return "giảm " + text if target.get("reduction") else text


def bounds_of(indicator, unit, target):
    """(least, most, whether the bound itself is out); of a reduction in terms of the value. None without a baseline."""
    amount = exact(target["amount"])
    low, high = {">=": (amount, None), ">": (amount, None), "<=": (None, amount), "<": (None, amount),
                 "=": (amount, amount), "range": (amount, exact(target.get("high", 0)))}[target["comparator"]]
    is_open = target["comparator"] in "<>"
    if not target.get("reduction"):
        return low, high, is_open
    baseline = baseline_of(indicator, unit)
    if not baseline:
        return None
    left = [None if percent is None else exact(baseline) * (100 - percent) / 100 for percent in (high, low)]
    return left[0], left[1], is_open


def side_of(bounds, value):
    """-1 too low, 1 too high, 0 within."""
    low, high, is_open = bounds
    if low is not None and (value < low or is_open and value == low):
        return -1
    return int(high is not None and (value > high or is_open and value == high))


def verdict_of(indicator, unit, target, figures):
    if not figures.facts:
        return "no-value"
    if figures.value() is None:
        return "no-activity"
    if target is None:
        return "no-target"
    bounds = bounds_of(indicator, unit, target)
    if bounds is None:
        return "no-baseline"
    return "missed" if side_of(bounds, figures.value()) else "met"


def reached(indicator, unit, target, figures):
    members = {"verdict": verdict_of(indicator, unit, target, figures)}
    if figures.facts:
        members.update(numerator=figures.numerator, denominator=figures.denominator)
    if figures.value() is not None:
        members["text"] = shown(figures.value())
    if target is not None:
        members["target"] = target_text(target)
    return members


# --- the trend ------------------------------------------------------------------------------------------------------

def left_of(plan, periods, target):
    """How many periods of the kind measured are left; None where they have no kind in common."""
    kinds = {(period.kind, period.regime) for period in periods}
    if len(kinds) != 1 or periods[0].kind == "span":
        return None
    until = min(plan.last, Period(target["period"]).last) if target and "period" in target else plan.last
    regime = periods[0].regime + ":" if periods[0].regime else ""
    after = max(period.last for period in periods)
    years = (plan.first.year - 1, plan.first.year)
    return sum(plan.first <= period.last <= until and period.last > after
               for year in years for period in periods_of(periods[0].kind, year, regime))


def asked(indicator, figures, measured, left, bound):
    """What each period that is left must give to come to a bound, and the most that it can give (None: any)."""
    is_share = figures.is_ratio and figures.numerator <= figures.denominator
    if indicator["series"] == "cumulative" and figures.is_ratio:
        growth = bound * figures.denominator / 100 - figures.numerator
        return growth / left, Fraction(figures.denominator - figures.numerator, left) if is_share else None
    if figures.is_ratio:
        mean = Fraction(figures.denominator, measured)
        numerator = bound / 100 * (figures.denominator + mean * left) - figures.numerator
        return numerator / (mean * left) * 100, Fraction(100) if is_share else None
    return (bound - figures.value()) / left, None


def trend(plan, indicator, unit, target, figures, periods):
    """periods_left, needed, reachable, as far as they are known."""
    left = left_of(plan, periods, target) if periods else None
    members = {} if left is None else {"periods_left": left}
    bounds = bounds_of(indicator, unit, target) if target else None
    if left is None or bounds is None or figures.value() is None:
        return members
    low, high, is_open = bounds
    side = side_of(bounds, figures.value())
    if left == 0:
        return {**members, "reachable": side == 0}
    if side < 0 or side == 0 and high is None:
        need, most = asked(indicator, figures, len(periods), left, low)
        members["reachable"] = most is None or need < most or need == most and not is_open
        if need > 0 or need == 0 and is_open:
            members["needed"] = shown(need + Fraction(1, 100) if is_open and need * 100 % 1 == 0 else need, 1)
    elif side > 0 or low is None:
        need, most = asked(indicator, figures, len(periods), left, high)
        members["reachable"] = need > 0 or need == 0 and not is_open
        if most is None or need < most or need == most and is_open:
            members["needed"] = shown(need - Fraction(1, 100) if is_open and need * 100 % 1 == 0 else need, -1)
    else:
        members["reachable"] = True
    return members


# --- rows -----------------------------------------------------------------------------------------------------------

class Measured:
    """What was measured of one indicator as of a day."""

    def __init__(self, assessment, indicator):
        self.plan, self.as_of, self.indicator = assessment.plan, assessment.as_of, indicator
        self.last = {}
        for fact in assessment.facts:
            if fact.get("indicator") == indicator["id"]:
                self.last[fact["unit"], fact["period"]] = fact
        self.reporting = sorted({unit for unit, _ in self.last}, key=self.plan.unit_order.get)

    def of_unit(self, unit):
        rows = [fact for (one, _), fact in self.last.items() if one == unit]
        return sorted(rows, key=lambda fact: in_order(fact["period"]))

    def expected(self, day):
        """Who should report: the leads of the task on the day, or on the plan's last day when that is earlier."""
        task = self.plan.tasks.get(self.indicator.get("task"))
        return self.plan.leads(task, min(day, self.plan.last)) if task else []

    def periods(self):
        return sorted({period for _, period in self.last}, key=in_order)

    def row(self, unit, figures, periods, units_reported, units_expected):
        target = target_of(self.indicator, unit, self.as_of)
        baseline = baseline_of(self.indicator, unit)
        members = {"indicator": self.indicator["id"], **({"unit": unit} if unit else {}),
                   **reached(self.indicator, unit, target, figures), "units_reported": units_reported,
                   "units_expected": units_expected, "periods_measured": len(periods)}
        if baseline is not None:
            members["baseline"] = baseline
        if baseline and figures.value() is not None:
            members["reduction"] = shown(100 - figures.value() * 100 / exact(baseline))
        return {**members, **trend(self.plan, self.indicator, unit, target, figures, periods)}

    def units(self):
        """Those that should report, then those that did unasked."""
        expected = self.expected(self.as_of)
        return expected + [unit for unit in self.reporting if unit not in expected]

    def rows(self):
        """All units together, then each."""
        expected, units = self.expected(self.as_of), self.units()
        parts = {unit: counted(self.indicator, self.of_unit(unit)) for unit in units}
        total = Sum([fact for facts in parts.values() for fact in facts])
        yield self.row(None, total, [Period(name) for name in self.periods()],
                       sum(bool(parts[unit]) for unit in expected), len(expected))
        for unit in units:
            asked_for = int(unit in expected)
            yield self.row(unit, Sum(parts[unit]), [Period(fact["period"]) for fact in self.of_unit(unit)],
                           int(asked_for and bool(parts[unit])), asked_for)

    def figure(self, unit, period, figures, units_reported, units_expected):
        target = target_of(self.indicator, unit, Period(period).last, period)
        return {"indicator": self.indicator["id"], **({"unit": unit} if unit else {}), "period": period,
                **reached(self.indicator, unit, target, figures), "units_reported": units_reported,
                "units_expected": units_expected}

    def figures(self):
        for period in self.periods():
            expected = self.expected(Period(period).last)
            units = [unit for unit in self.reporting if (unit, period) in self.last]
            yield self.figure(None, period, Sum([self.last[unit, period] for unit in units]),
                              sum(unit in units for unit in expected), len(expected))
        for unit in self.units():
            for fact in self.of_unit(unit):
                asked_for = int(unit in self.expected(Period(fact["period"]).last))
                yield self.figure(unit, fact["period"], Sum([fact]), asked_for, asked_for)


    def noticed(self):
        """(finding, fact) of figures that do not go together: a fall that corrects nothing, days counted twice."""
        for unit in self.reporting:
            rows = self.of_unit(unit)
            for before, after in zip(rows, rows[1:]):
                if self.indicator["series"] == "per-period":
                    if Period(after["period"]).first <= Period(before["period"]).last:
                        yield "periods-overlap", after
                elif Sum([after]).numerator_only() < Sum([before]).numerator_only() and "corrects" not in after:
                    yield "cumulative-falls", after


@functools.cache
def measure(assessment):
    """What was measured, by indicator."""
    return {name: Measured(assessment, row) for name, row in assessment.plan.indicators.items()}


@functools.cache
def evaluate(assessment):
    """The rows of values and those of figures."""
    measured = measure(assessment).values()
    return [row for one in measured for row in one.rows()], [row for one in measured for row in one.figures()]
