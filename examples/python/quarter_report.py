#!/usr/bin/python3
"""Prints the report of a reporting period, in Vietnamese.

The period is the second reporting quarter of 2021 unless given; "Quý II/2021" would be that of the calendar. The report
is as of the period's last day unless another is given; then and known at the same second, it is the same for ever.
"""
import argparse

import tthcplan
from shared import parse, reporting


def main():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--period", metavar="P", default="kstt:2021-Q2")
    parser.add_argument("--as-of", metavar="DAY")
    parser.add_argument("--known-at", metavar="SECONDS", type=int)
    parser.add_argument("--unit", metavar="ID")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("plan", metavar="PLAN.json")
    parser.add_argument("facts", metavar="FACTS.json")
    arguments = parse(parser)
    options = {name: value for name, value in vars(arguments).items()
               if name in ("as_of", "known_at", "unit") and value is not None}
    library = tthcplan.Library()
    with reporting(arguments.plan):
        plan = library.read_plan(library.read_file(arguments.plan))
    with reporting(arguments.facts):
        plan.read_facts(library.read_file(arguments.facts))
    with reporting("báo cáo"):
        report = plan.report(arguments.period, **options)
        print(report.json() if arguments.json else report.text(), end="")


if __name__ == "__main__":
    main()
