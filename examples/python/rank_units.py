#!/usr/bin/python3
"""Ranks the units of a plan as of a day, in Vietnamese, by the shipped rating scheme or by one of your own.

The day is today unless given.
"""
import argparse
import sys

import status_text
import tthcplan
from shared import parse, reporting


def explain(ranking, unit_id):
    """Where every point of a unit comes from."""
    row = ranking.unit(unit_id)
    if row is None:
        sys.exit(f"Bảng xếp hạng không có đơn vị: {unit_id}")
    print(f"{row.unit_name} ({row.block_name})")
    if row.rank is None:
        print(f"Chưa xếp hạng: {row.reason_text}")
    else:
        print(f"Hạng {row.rank}, {row.total} điểm, xếp loại {row.class_name or '—'}")
    for criterion, score in zip(ranking.criteria(), row.scores):
        print(f"- {criterion.name}: {score.explanation}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--as-of", metavar="DAY", default=status_text.today_in_vietnam())
    parser.add_argument("--scheme", metavar="FILE")
    parser.add_argument("--explain", metavar="UNIT")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("plan", metavar="PLAN.json")
    parser.add_argument("facts", metavar="FACTS.json", nargs="?")
    arguments = parse(parser)
    library = tthcplan.Library()
    with reporting(arguments.as_of):
        library.day(arguments.as_of)  # a bad day is told before a bad file
    with reporting(arguments.plan):
        plan = library.read_plan(library.read_file(arguments.plan))
    if arguments.facts is not None:
        with reporting(arguments.facts):
            plan.read_facts(library.read_file(arguments.facts))
    with reporting(arguments.scheme or "xếp hạng"):
        scheme = None if arguments.scheme is None else library.read_file(arguments.scheme)
        ranking = plan.rank(plan.assess(arguments.as_of), scheme)
        if arguments.json:
            print(ranking.json(), end="")
        elif arguments.explain is not None:
            explain(ranking, arguments.explain)
        else:
            print(ranking.text(), end="")


if __name__ == "__main__":
    main()
