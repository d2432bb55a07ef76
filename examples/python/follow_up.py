#!/usr/bin/python3
"""Prints the letters that a plan's state calls for (công văn đôn đốc), one for each unit to write to.

With a log nothing is printed twice: it is read, and replaced by the one to keep. The day is today unless given.
"""
import argparse
import os
import sys

import status_text
import tthcplan
from shared import parse, reporting


def write_log(path, log):
    """Writes the new log beside the old one, before any letter goes out that could not be noted."""
    try:
        with open(f"{path}.new", "w", encoding="utf-8") as file:
            file.write(log)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        sys.exit(f"{path}: không ghi được nhật ký")


def print_digest(digest):
    contacts = (f"; {contact.name}{f', {contact.email}' if contact.email else ''}" for contact in digest.contacts)
    print(f"=== {digest.unit_name}{''.join(contacts)}\n\n{digest.text}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--as-of", metavar="DAY", default=status_text.today_in_vietnam())
    parser.add_argument("--log", metavar="LOG.json")
    parser.add_argument("plan", metavar="PLAN.json")
    parser.add_argument("facts", metavar="FACTS.json", nargs="?")
    arguments = parse(parser)
    library = tthcplan.Library()
    with reporting(arguments.as_of):
        library.day(arguments.as_of)
    with reporting(arguments.plan):
        plan = library.read_plan(library.read_file(arguments.plan))
    if arguments.facts is not None:
        with reporting(arguments.facts):
            plan.read_facts(library.read_file(arguments.facts))
    with reporting(arguments.log or "đôn đốc"):  # a log that is not there yet says that nothing was sent
        sent = library.read_file(arguments.log) if arguments.log and os.path.exists(arguments.log) else None
        follow_up = plan.follow_up(plan.assess(arguments.as_of), sent)
    if arguments.log:
        write_log(arguments.log, follow_up.log_json())
    digests = list(follow_up.digests())
    for digest in digests:
        print_digest(digest)
    for finding in follow_up.findings():
        print(finding["message"], file=sys.stderr)
    if arguments.log:
        os.replace(f"{arguments.log}.new", arguments.log)  # whatever happens, the file is the old log or the new one
    print(f"{len(digests)} đơn vị cần gửi văn bản, {follow_up.item_count} nội dung")


if __name__ == "__main__":
    main()
