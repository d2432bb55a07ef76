#!/usr/bin/python3
"""A second ranking, written from docs/formats.md and not from lib/assess, compared with the library's.

Takes the states and values of `plan_status --json` and ranks by them with fractions: by the shipped scheme and by one
that has every other measure, as of many days of the example plan, and of the example plan with facts left out at random.

environment: TTHC_EXAMPLES_DIR (where plan_status and rank_units are), TTHC_TEST_SOURCE_DIR (the source tree)
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

SOURCE = pathlib.Path(os.environ.get("TTHC_TEST_SOURCE_DIR", "."))
EXAMPLES = pathlib.Path(os.environ.get("TTHC_EXAMPLES_DIR", "build/examples"))
DAYS = ["2021-01-01", "2021-03-17", "2021-04-30", "2021-06-16", "2021-07-15", "2021-09-30", "2021-12-31", "2022-02-01"]
RANDOM_DAYS = ["2021-05-05", "2021-10-20"]
RANDOM_SETS = 6

OTHER_SCHEME = {
    "format": "tthcplan-rating/1", "id": "other", "name": "Thang điểm khác", "version": "2021.1", "missing": "zero",
    "criteria": [
        {"id": "late", "name": "Trễ hạn", "points": 30, "measure": "overdue-deduction", "per": 0.7, "decimals": 1},
        {"id": "days", "name": "Ngày trễ", "points": 25, "measure": "late-days-deduction", "per": 0.013, "cap": 12.5,
         "days": "working", "decimals": 2},
        {"id": "back", "name": "Trả lại", "points": 5, "measure": "returned-deduction", "per": 2, "decimals": 0},
        {"id": "why", "name": "Giải trình", "points": 20, "measure": "unexplained-deduction", "per": 0.25},
        {"id": "met", "name": "Đạt", "points": 15, "measure": "indicators-met-share", "missing": "leave-out"},
        {"id": "online", "name": "Trực tuyến", "points": 5, "measure": "indicator-achievement",
         "indicator": "ty-le-ho-so-truc-tuyen", "missing": "not-ranked", "decimals": 3}],
    "classes": [{"id": "b", "name": "B", "from": 66.5}, {"id": "c", "name": "C", "from": 33}],
    "blocks": [{"id": "some", "name": "Một số", "units": ["van-phong-hdnd-ubnd", "ubnd-xa-ma-da", "phong-y-te"]},
               {"id": "rest", "name": "Còn lại"}],
    "ties": ["met", "days"], "min_due": 3}


def load(path):
    return json.loads((SOURCE / path).read_text(encoding="utf-8"))


def exact(number):
    return Fraction(str(number))


def rounded(number, decimals):
    """Half up, of what is not below 0."""
    scale = 10 ** decimals
    return Fraction(int(number * scale + Fraction(1, 2)), scale)


def shown(number, decimals):
    """With so many decimals, or as many more as it needs."""
    while number * 10 ** decimals % 1:
        decimals += 1
    digits = str(int(number * 10 ** decimals)).rjust(decimals + 1, "0")
    return digits[:-decimals] + "." + digits[-decimals:] if decimals else digits


# --- what a unit did ------------------------------------------------------------------------------------------------

class Unit:
    def __init__(self, row, order, assessment, facts):
        self.id, self.name, self.row, self.order = row["id"], row["name"], row, order
        self.work = [a for a in assessment["assignments"] if a["unit"] == self.id and a["state"] != "cancelled"]
        self.values = [v for v in assessment["values"] if v.get("unit") == self.id]
        own = [f for f in facts if f.get("unit") == self.id and "task" in f and "period" in f]
        explained = {(f["task"], f["period"]) for f in own if f["kind"] == "explanation"}
        sent_back = set(self.sent_back(own))
        self.due = [a for a in self.work if a["state"] in ("done-on-time", "done-late", "overdue")]
        self.returned = [a for a in self.work if (a["task"], a["period"]) in sent_back]
        self.silent_late = [a for a in self.due if a["state"] != "done-on-time"
                            and (a["task"], a["period"]) not in explained]

    @staticmethod
    def sent_back(facts):
        """A return says something only of what was said to be done before it."""
        done = set()
        for fact in sorted(facts, key=lambda f: (f["day"], f.get("recorded_at", -1), f["id"])):
            key = fact["task"], fact["period"]
            if fact["kind"] == "return" and key in done:
                yield key
            if fact["kind"] in ("progress", "return"):
                (done.add if fact.get("state") == "done" else done.discard)(key)

    def share(self, work, *states):
        return sum(a["state"] in states for a in work), len(work)

    def owes_nothing(self):
        return not self.work and all(v["verdict"] == "no-value" for v in self.values)

    def exists(self, day):
        return self.row.get("first_day", day) <= day <= self.row.get("last_day", day)


def reached(value, indicators):
    """The share of its target, in millionths, cut off; the targets of the example are all at least so much percent."""
    if value["verdict"] == "met":
        return 1000000
    target = exact(value["target"].split()[1])
    assert value["target"].startswith(">= ") and indicators[value["indicator"]]["kind"] == "ratio"
    return int(min(1, Fraction(100 * value["numerator"], value["denominator"]) / target) * 1000000)


class Criterion:
    def __init__(self, row, scheme, plan):
        self.row = row
        self.points = exact(row["points"])
        self.policy = row.get("missing", scheme.get("missing", "leave-out"))
        self.decimals = row.get("decimals", 2)
        self.indicators = {indicator["id"]: indicator for indicator in plan["indicators"]}

    def counted(self, unit):
        """Numerator, denominator, and how many figures are missing."""
        measure = self.row["measure"]
        if measure == "on-time-share":
            return (*unit.share(unit.due, "done-on-time"), 0)
        if measure == "done-share":
            return (*unit.share(unit.due, "done-on-time", "done-late"), 0)
        if measure == "reports-on-time-share":
            reports = [a for a in unit.due if a["period"].startswith("kstt:")]
            return (*unit.share(reports, "done-on-time"), 0)
        if measure == "overdue-deduction":
            return (*unit.share(unit.due, "overdue"), 0)
        if measure == "late-days-deduction":
            member = {"working": "working_days_late"}.get(self.row.get("days"), "days_late")
            return sum(a.get(member, 0) for a in unit.due), len(unit.due), 0
        if measure == "returned-deduction":
            handed_in = [a for a in unit.work if a["state"].startswith("done") or a in unit.returned]
            return len(unit.returned), len(handed_in), 0
        if measure == "unexplained-deduction":
            return len(unit.silent_late), len(unit.due), 0
        return self.counted_values(unit)

    def counted_values(self, unit):
        values = [v for v in unit.values if self.row.get("indicator", v["indicator"]) == v["indicator"]]
        silent = sum(v["verdict"] == "no-value" for v in values)
        judged = [v for v in values if v["verdict"] in ("met", "missed")]
        count = len(judged) + (silent if self.policy == "zero" else 0)
        if self.row["measure"] == "indicators-met-share":
            return sum(v["verdict"] == "met" for v in judged), count, silent
        return sum(reached(v, self.indicators) for v in judged), count * 1000000, silent

    def score(self, unit):
        """Points (None: left out), numerator, denominator, and whether what must not be missing is."""
        numerator, denominator, silent = self.counted(unit)
        of_values = self.row["measure"].startswith("indicator")
        missing = silent > 0 if of_values else denominator == 0
        points = None
        if missing and self.policy == "not-ranked":
            return None, numerator, denominator, True
        if denominator and "per" in self.row:
            cap = exact(self.row.get("cap", self.row["points"]))
            points = rounded(self.points - min(cap, exact(self.row["per"]) * numerator), self.decimals)
        elif denominator:
            points = rounded(self.points * Fraction(numerator, denominator), self.decimals)
        elif missing and self.policy == "zero":
            points = Fraction(0)
        return points, numerator, denominator, False


# --- the ranking ----------------------------------------------------------------------------------------------------

def block_of(unit, scheme):
    for block in scheme["blocks"]:
        if unit.id in block.get("units", []) or unit.row.get("level") in block.get("levels", [None]):
            return block["id"]
    return next((block["id"] for block in scheme["blocks"] if not {"levels", "units"} & set(block)), None)


def judge(unit, scheme, criteria):
    scores = [criterion.score(unit) for criterion in criteria]
    points = sum(score[0] for score in scores if score[0] is not None)
    attainable = sum(c.points for c, score in zip(criteria, scores) if score[0] is not None)
    reasons = [("owes-nothing", unit.owes_nothing()), ("too-few-due", len(unit.due) < scheme.get("min_due", 0)),
               ("score-missing", any(score[3] for score in scores)), ("nothing-to-judge", not attainable)]
    reason = next((word for word, holds in reasons if holds), None)
    ties = [scores[[c.row["id"] for c in criteria].index(tie)][0] for tie in scheme.get("ties", [])]
    merit = None if reason else (points / attainable, *(Fraction(-1) if tie is None else tie for tie in ties))
    row = {"unit": unit.id, "name": unit.name, "scores": []}
    for criterion, score in zip(criteria, scores):
        cell = {"criterion": criterion.row["id"], "numerator": score[1], "denominator": score[2]}
        if score[0] is not None:
            cell["points"] = shown(score[0], criterion.decimals)
        row["scores"].append(cell)
    if reason:
        row["not_ranked"] = reason
        return merit, row
    decimals = max(criterion.decimals for criterion in criteria)
    row["points"], row["attainable"] = shown(points, decimals), shown(attainable, 0)
    row["total"] = shown(rounded(points / attainable * sum(c.points for c in criteria), decimals), decimals)
    for rating in scheme["classes"]:
        if points / attainable * 100 >= exact(rating["from"]):
            row["class"], row["class_name"] = rating["id"], rating["name"]
            break
    return merit, row


def rank(plan, facts, assessment, scheme):
    corrected = {f["corrects"] for f in facts if f["day"] <= assessment["as_of"] and "corrects" in f}
    known = [f for f in facts if f["day"] <= assessment["as_of"] and f["id"] not in corrected]
    criteria = [Criterion(row, scheme, plan) for row in scheme["criteria"]]
    units = [Unit(row, order, assessment, known) for order, row in enumerate(plan["units"]) if not row.get("members")]
    for block in scheme["blocks"]:
        rows = []
        for unit in units:
            listed = unit.id in block.get("units", [])
            single = unit.row.get("kind", "single") == "single" and unit.exists(assessment["as_of"])
            if block_of(unit, scheme) == block["id"] and (listed or single or not unit.owes_nothing()):
                rows.append((*judge(unit, scheme, criteria), unit.order))
        merits = [merit for merit, _, _ in rows if merit]
        for merit, row, _ in rows:
            row["block"] = block["id"]
            if merit:
                row["rank"] = 1 + sum(other > merit for other in merits)
        yield from (row for _, row, _ in sorted(rows, key=lambda r: (r[1].get("rank", len(rows) + 1), r[2])))


# --- comparing ------------------------------------------------------------------------------------------------------

def run(program, *arguments):
    return json.loads(subprocess.run([str(EXAMPLES / program), *arguments, "--json"], check=True, capture_output=True,
                                     encoding="utf-8").stdout)


def without_words(row):
    """The sentences are the library's own; that each score has one is checked."""
    row = {key: value for key, value in row.items() if key != "reason"}
    assert all(score["explanation"] for score in row["scores"])
    row["scores"] = [{k: v for k, v in score.items() if k != "explanation"} for score in row["scores"]]
    return row


def compare(plan, facts, days, schemes, work):
    document, failures = work / "plan.json", 0
    document.write_text(json.dumps({**plan, "facts": facts}, ensure_ascii=False), encoding="utf-8")
    for day in days:
        assessment = run("plan_status", "--as-of", day, str(document))
        for scheme in schemes:
            given = [] if scheme is schemes[0] else ["--scheme", str(work / "scheme.json")]
            got = [without_words(row) for row in run("rank_units", "--as-of", day, *given, str(document))["rows"]]
            wanted = list(rank(plan, facts, assessment, scheme))
            if got != wanted:
                failures += 1
                pairs = [(g, w) for g, w in zip(got, wanted) if g != w] or [(len(got), len(wanted))]
                print(f"{day}, {scheme['id']}: got {pairs[0][0]}\n  wanted {pairs[0][1]}", file=sys.stderr)
    return failures


def main():
    plan = load("examples/data/vinh-cuu-2021.json")
    facts = load("examples/data/vinh-cuu-2021-facts.json")["facts"]
    schemes = [load("lib/assess/data/rating-scheme.json"), OTHER_SCHEME]
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "scheme.json").write_text(json.dumps(OTHER_SCHEME, ensure_ascii=False), encoding="utf-8")
        failures = compare(plan, facts, DAYS, schemes, work)
        for seed in range(RANDOM_SETS):
            chance = random.Random(seed)
            kept = [fact for fact in facts if chance.random() < 0.3 + 0.1 * seed]
            ids = {fact["id"] for fact in kept}
            kept = [fact for fact in kept if fact.get("corrects", fact["id"]) in ids]
            for fact in chance.sample([f for f in kept if f["kind"] == "progress"], 20):
                kind = chance.choice(["return", "explanation"])
                recorded = {"recorded_at": fact["recorded_at"] + 60} if chance.random() < 0.7 else {}
                kept.append({"id": f"r-{fact['id']}-{kind}", "kind": kind, "note": "N", **recorded,
                             **{key: fact[key] for key in ("task", "unit", "period", "day")}})
            failures += compare(plan, kept, RANDOM_DAYS, schemes, work)
    print(f"{failures} differences")
    return failures > 0


if __name__ == "__main__":
    sys.exit(main())
