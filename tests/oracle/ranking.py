"""Ranks of units by the shipped scheme: docs/formats.md, "Rating schemes"."""
from fractions import Fraction

import values
from days import holds

POINTS = {"on-time": 40, "done": 20, "reports": 20, "indicators": 20}
TIES = ["on-time", "reports", "indicators"]
CLASSES = [("excellent", "Xuất sắc", 90), ("good", "Tốt", 80), ("fair", "Khá", 70), ("average", "Trung bình", 50),
           ("weak", "Yếu", 0)]
BLOCKS = ["commune", "division", "department", "district", "other"]
MIN_DUE = 1
MILLION = 1000000


def rounded(number):
    """Half up, to two decimals."""
    return Fraction(int(number * 100 + Fraction(1, 2)), 100)


def of_target(plan, assessment, row):
    """The share of its target that a value comes to, cut off after six decimals."""
    if row["verdict"] != "missed":
        return int(row["verdict"] == "met") * MILLION
    indicator, unit = plan.indicators[row["indicator"]], row["unit"]
    target = values.target_of(indicator, unit, assessment.as_of)
    value = Fraction(row["numerator"], row["denominator"]) * (100 if indicator["kind"] == "ratio" else 1)
    if target.get("reduction"):
        value = 100 - value * 100 / values.exact(values.baseline_of(indicator, unit))
    low = values.exact(target["amount"])
    high = values.exact(target.get("high", target["amount"]))
    too_high = value > high or value == high and target["comparator"] == "<"
    share = high / value if too_high else value / low
    return int(max(share, 0) * MILLION)


class Unit:
    """What is counted of a unit: {criterion: (numerator, denominator)}."""

    def __init__(self, assessment, rows, unit):
        self.id, self.row = unit["id"], unit
        work = [row for row in assessment.assignments if row.unit == self.id and row.state != "cancelled"]
        due = [row for row in work if row.is_done() or row.state == "overdue"]
        reports = [row for row in due if row.is_report]
        own = [row for row in rows if row.get("unit") == self.id]
        judged = [row for row in own if row["verdict"] in ("met", "missed", "no-value")]
        self.fallen_due = len(due)
        self.owes_nothing = not work and all(row["verdict"] == "no-value" for row in own)
        self.counts = {"on-time": (sum(row.state == "done-on-time" for row in due), len(due)),
                       "done": (sum(row.is_done() for row in due), len(due)),
                       "reports": (sum(row.state == "done-on-time" for row in reports), len(reports)),
                       "indicators": (sum(of_target(assessment.plan, assessment, row) for row in judged),
                                      len(judged) * MILLION)}
        self.points = {name: rounded(Fraction(POINTS[name] * part, whole))
                       for name, (part, whole) in self.counts.items() if whole}

    def reason(self):
        """Why it is not ranked."""
        if self.owes_nothing:
            return "owes-nothing"
        if self.fallen_due < MIN_DUE:
            return "too-few-due"
        return None if self.points else "nothing-to-judge"

    def block(self):
        level = self.row.get("level")
        return level if level in BLOCKS else "other"

    def share(self):
        return sum(self.points.values()) / sum(POINTS[name] for name in self.points)

    def merit(self):
        """What it is ranked by; a criterion that is left out loses a tie."""
        return self.share(), *(self.points.get(name, -1) for name in TIES)

    def document(self, block, better):
        scores = [{"criterion": name, **({"points": values.shown(self.points[name])} if name in self.points else {}),
                   "numerator": part, "denominator": whole} for name, (part, whole) in self.counts.items()]
        members = {"block": block, "unit": self.id, "name": self.row["name"], "scores": scores}
        if self.reason():
            return {**members, "not_ranked": self.reason()}
        rating = next(one for one in CLASSES if self.share() * 100 >= one[2])
        return {**members, "rank": better + 1, "total": values.shown(self.share() * sum(POINTS.values())),
                "points": values.shown(sum(self.points.values())),
                "attainable": str(sum(POINTS[name] for name in self.points)), "class": rating[0],
                "class_name": rating[1]}


def rank(assessment, rows):
    """By block; within it by rank, then those that are not ranked; equals in the order of the plan."""
    units = [Unit(assessment, rows, unit) for unit in assessment.plan.units.values() if "members" not in unit]
    units = [unit for unit in units if not unit.owes_nothing
             or unit.row.get("kind", "single") == "single" and holds(unit.row, assessment.as_of)]
    for block in BLOCKS:
        inside = [unit for unit in units if unit.block() == block]
        ranked = [unit for unit in inside if not unit.reason()]
        for unit in sorted(ranked, key=Unit.merit, reverse=True) + [unit for unit in inside if unit.reason()]:
            yield unit.document(block, sum(other.merit() > unit.merit() for other in ranked))
