#!/usr/bin/python3
"""Says what is overdue in all plans of a store as of a day, unit by unit, in Vietnamese.

The plans are not loaded: the store is asked, for a page at a time. The day is today unless given.
"""
import argparse

import status_text
import tthcplan
from shared import parse, reporting


def print_late(store, as_of):
    count, left_out, unit = 0, 0, None
    plans, units = set(), set()
    for page in store.query(as_of, states=["overdue"], order="unit"):
        left_out = page.left_out
        for row in page.rows():
            if row.unit_id != unit:
                unit = row.unit_id
                print(f"{row.unit_name}:")
            print(f"  {row.plan_id} {row.task_id}, kỳ {row.period}, hạn {status_text.day_text(row.effective)}, "
                  f"{row.state_name} {row.days_late} ngày: {row.title}")
            count += 1
            plans.add(row.plan_id)
            units.add(unit)
    print(f"{count} phần việc quá hạn của {len(units)} đơn vị trong {len(plans)} kế hoạch")
    if left_out > 0:
        print(f"{left_out} kế hoạch không đánh giá được")


def main():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--as-of", metavar="DAY", default=status_text.today_in_vietnam())
    parser.add_argument("store", metavar="STORE.db")
    arguments = parse(parser)
    library = tthcplan.Library()
    with reporting(arguments.as_of):
        library.day(arguments.as_of)  # a bad day is told before a bad file
    with reporting(arguments.store), library.open_store(arguments.store, read_only=True) as store:
        print_late(store, arguments.as_of)


if __name__ == "__main__":
    main()
