#!/usr/bin/python3
"""Prints the state of a plan as of a day, in Vietnamese.

A plan document may embed its facts. Of a store the first plan is shown. The day is today unless given.
"""
import argparse
import sys

import status_text
import tthcplan
from shared import parse, reporting


def load_plan(library, path):
    if path.endswith(".json"):
        return library.read_plan(library.read_file(path))
    with library.open_store(path, create=False) as store:
        stored = store.list_plans()
        if not stored:
            sys.exit(f"Kho chưa có kế hoạch nào: {path}")
        return store.load(stored[0].id)


def print_status(arguments):
    library = tthcplan.Library()
    as_of = arguments.as_of or status_text.today_in_vietnam()
    library.day(as_of)  # a bad day is told before a bad file
    plan = load_plan(library, arguments.path)
    if arguments.unit is not None and plan.find_unit(arguments.unit) is None:
        sys.exit(f"Kế hoạch không có đơn vị: {arguments.unit}")
    assessment = plan.assess(as_of)
    if arguments.json:
        print(assessment.json(), end="")
        return
    for line in status_text.status_lines(
            assessment.subject, assessment.as_of, plan.units, arguments.unit, rollups=assessment.rollups(),
            assignments=assessment.assignments(), values=assessment.values()):
        print(line)


def main():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--as-of", metavar="DAY")
    parser.add_argument("--unit", metavar="ID")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("path", metavar="PLAN.json|STORE.db")
    with reporting():
        print_status(parse(parser))


if __name__ == "__main__":
    main()
