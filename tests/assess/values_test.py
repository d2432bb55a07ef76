#!/usr/bin/python3
"""What holds of all indicator values, on plans and figures at random with a fixed seed.

The order in which facts were added says nothing; a unit that reports nothing never raises coverage; the figures by
period add up to the value; and who does in each period left what is shown as needed reaches the target, who does a
hundredth less (or more) does not.

environment: TTHC_EXAMPLES_DIR (where plan_status is), TTHC_TEST_SOURCE_DIR (the source tree)
"""
import copy
import random
import sys
from fractions import Fraction

import oracle_test

QUARTERS = ["2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"]
passed = failed = 0


def check(label, ok):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok and failed <= 10:
        print(f"failed: {label}")


def assess(plan, facts, day="2021-12-31"):
    return next(oracle_test.library(plan, facts, [day]))


def rows_of(result):
    return {name: result[name] for name in ("assignments", "rollups", "values", "figures")}


def check_order(seed, plan, facts, result):
    shuffled = random.Random(seed).sample(facts, len(facts))
    check(f"order {seed}", rows_of(assess(plan, shuffled)) == rows_of(result))


def check_coverage(seed, plan, facts, result):
    """A unit more in every group that leads."""
    larger = copy.deepcopy(plan)
    for unit in larger["units"]:
        if unit.get("members"):
            unit["members"].append({"unit": "moi"})
    larger["units"].append({"id": "moi", "name": "Đơn vị mới"})
    grown = assess(larger, facts)
    for name in ("values", "figures"):
        after = {(row["indicator"], row.get("period")): row for row in grown[name] if "unit" not in row}
        for row in result[name]:
            if "unit" in row:
                continue
            more = after[row["indicator"], row.get("period")]
            check(f"coverage {seed}, {name}, {row}", more["units_reported"] == row["units_reported"]
                  and more["units_expected"] >= row["units_expected"]
                  and more.get("numerator") == row.get("numerator"))


def check_sums(seed, plan, result):
    """Of a series by period: over its figures, for each unit and for all; and over its units, for each period."""
    series = {row["id"]: (row["kind"], row["series"]) for row in plan["indicators"]}

    def add(sums, key, row):
        is_ratio = series[row["indicator"]][0] == "ratio"
        pair = row["numerator"], row["denominator"]
        pair = pair if is_ratio else (Fraction(*pair), 1)
        old = sums.get(key, (0, 0))
        sums[key] = (old[0] + pair[0], old[1] + pair[1] if is_ratio else 1)

    by_unit, by_period, totals = {}, {}, {}
    for row in result["figures"]:
        add(by_unit, (row["indicator"], row.get("unit")), row)
        if "unit" in row:
            add(by_period, (row["indicator"], row["period"]), row)
        else:
            add(totals, (row["indicator"], row["period"]), row)
    check(f"sums {seed}, by period", by_period == totals)
    values = {}
    for row in result["values"]:
        if "numerator" in row:
            add(values, (row["indicator"], row.get("unit")), row)
    for key, pair in values.items():
        if series[key[0]][1] == "per-period":
            check(f"sums {seed}, {key}", by_unit[key] == pair)


# --- doing what is needed ---------------------------------------------------------------------------------------------

def small_plan(kind, series, target, baseline):
    indicator = {"id": "i", "title": "I", "kind": kind, "series": series, "targets": [target]}
    if baseline:
        indicator["baselines"] = [{"amount": baseline}, {"amount": baseline, "unit": "a"}]
    return {"format": "tthcplan/1", "id": "p", "year": 2021, "units": [{"id": "a", "name": "A"}],
            "indicators": [indicator]}


def measurement(period, figure):
    return {"id": period, "kind": "measurement", "indicator": "i", "unit": "a", "period": period, **figure,
            "day": "2021-06-30"}


def past(rng, kind, series, count):
    """Figures of the periods so far; of a ratio by period with denominators whose mean 10^4 divides."""
    sums, facts = [0, 0], []
    for period in QUARTERS[:count]:
        of = 10000 * rng.randrange(1, 9)
        numerator = rng.randrange(of + 1)
        if kind == "value":
            sums[0] = sums[0] + numerator if series == "cumulative" else numerator
            facts.append(measurement(period, {"amount": sums[0] / 100}))
        elif series == "cumulative":
            sums = [max(sums[0], numerator * (90000 // of)), 90000]
            facts.append(measurement(period, {"numerator": min(*sums), "denominator": sums[1]}))
        else:
            facts.append(measurement(period, {"numerator": numerator, "denominator": of}))
    return facts


def future(kind, series, facts, needed):
    """The figures of the periods left when each gives what is needed."""
    more, last = [], facts[-1]
    for n, period in enumerate(QUARTERS[len(facts):], 1):
        if kind == "value":
            start = Fraction(str(last["amount"])) if series == "cumulative" else 0
            amount = start + needed * (n if series == "cumulative" else 1)
            more.append(measurement(period, {"amount": float(amount)}))
        elif series == "cumulative":  # in hundredths of what is counted
            more.append(measurement(period, {"numerator": int(last["numerator"] * 100 + needed * 100 * n),
                                             "denominator": last["denominator"] * 100}))
        else:
            of = Fraction(sum(fact["denominator"] for fact in facts), len(facts)) * 3
            more.append(measurement(period, {"numerator": int(of * needed / 100 * 10000),
                                             "denominator": int(of * 10000)}))
    if kind == "ratio" and series == "per-period":  # on the same scale
        facts = [measurement(fact["period"], {"numerator": fact["numerator"] * 30000,
                                              "denominator": fact["denominator"] * 30000}) for fact in facts]
    return facts + more


def check_needed(seed):
    rng = random.Random(seed)
    kind, series = rng.choice(["ratio", "value"]), rng.choice(["per-period", "cumulative"])
    comparator = rng.choice([">=", ">", "<=", "<"])
    target = {"comparator": comparator, "amount": rng.choice([rng.randrange(101), rng.randrange(800) / 8])}
    baseline = None
    if rng.random() < 0.3:
        target["reduction"], baseline = True, rng.randrange(1, 800) / 8
    plan = small_plan(kind, series, target, baseline)
    facts = past(rng, kind, series, rng.randrange(1, 4))
    row = assess(plan, facts)["values"][0]
    if "needed" not in row:
        return 0
    needed, label = Fraction(row["needed"]), f"needed {seed}, {kind}, {series}, {target}, {baseline}, {row}"
    step = Fraction(1, 100) if (comparator in (">=", ">")) != bool(baseline) else Fraction(-1, 100)
    if needed < 0 and kind == "ratio":
        check(label, not row["reachable"])
        return 0
    check(label, assess(plan, future(kind, series, facts, needed))["values"][0]["verdict"] == "met")
    if kind == "value" or needed >= step:
        check(label, assess(plan, future(kind, series, facts, needed - step))["values"][0]["verdict"] == "missed")
    if kind == "ratio" and series == "per-period":
        check(label, row["reachable"] == (0 <= needed <= 100))
    return 1


def main():
    plan = oracle_test.load("examples/data/vinh-cuu-2021.json")
    for seed in range(100, 103):
        larger = oracle_test.with_indicators(plan, seed)
        facts = oracle_test.Recorder(larger, seed).record(1500)
        result = assess(larger, facts)
        check_order(seed, larger, facts, result)
        check_coverage(seed, larger, facts, result)
        check_sums(seed, larger, result)
    check("what is needed was looked at", sum(check_needed(seed) for seed in range(400)) > 100)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
