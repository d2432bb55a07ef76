#!/usr/bin/python3
"""Puts a plan and its facts into a store. Doing it again adds nothing."""
import argparse
import contextlib
import sys

import tthcplan
from shared import parse, tell


@contextlib.contextmanager
def reporting(what):
    """Tells what failed, and ends the program."""
    try:
        yield
    except tthcplan.TthcError as error:
        tell(error, what)
        if len(error.problems) > 1:
            print(f"  và {len(error.problems) - 1} lỗi khác", file=sys.stderr)
        sys.exit(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", metavar="STORE.db")
    parser.add_argument("plan", metavar="PLAN.json")
    parser.add_argument("facts", metavar="FACTS.json", nargs="?")
    arguments = parse(parser)

    library = tthcplan.Library()
    facts = 0
    with reporting(arguments.plan):
        plan = library.read_plan(library.read_file(arguments.plan))
    with reporting(arguments.store), library.open_store(arguments.store) as store:
        revision = store.save(plan)
        if arguments.facts is not None:
            with reporting(arguments.facts):
                facts = store.append_facts(library.read_file(arguments.facts))
    print(f"Đã lưu kế hoạch {plan.id}, bản {revision}; thêm {facts} số liệu")


if __name__ == "__main__":
    main()
