#!/usr/bin/python3
"""The worked year: the library beside an oracle that shares nothing with it, as of 24 days.

The oracle (the other files of this folder) reads the same documents, and goes by the rules of docs/formats.md and the
headers. Each day is compared twice: as known then, and as known in the end. A log of follow-ups is carried from day to
day. And what was told of a day stays as it was, to the byte, when more is recorded.

environment: TTHC_LIBRARY, TTHC_TEST_SOURCE_DIR (the source tree)
"""
import datetime
import json
import os
import pathlib
import sys
import zlib

import cffi

import follow_up
import ranking
import report
import rollups
import values
from plan import Plan, assess

SOURCE = pathlib.Path(os.environ.get("TTHC_TEST_SOURCE_DIR", pathlib.Path(__file__).parents[2]))
DATA = SOURCE / "tests" / "data" / "worked-year"
EPOCH = datetime.date(1970, 1, 1)
DAYS = [datetime.date.fromisoformat(text) for text in [
    "2021-01-04", "2021-02-01", "2021-02-09", "2021-02-17",                # part V is due; before and after Tết
    "2021-03-14", "2021-03-15", "2021-03-16", "2021-03-17",                # a cut-off, and the sending day
    "2021-03-31", "2021-04-01", "2021-04-29", "2021-05-04",                # end of a quarter; around 30 April
    "2021-06-14", "2021-06-16", "2021-06-30", "2021-07-15",
    "2021-08-31", "2021-09-01", "2021-09-14", "2021-09-16", "2021-10-01",  # a unit is merged into another
    "2021-12-15", "2021-12-31", "2022-01-31"]]

NO_LOG = b'{"format": "tthcplan-follow-up-log/1", "plan": "vinh-cuu-2021", "entries": []}'
CUT_OFFS = [("kstt:2021-Q1", "2021-03-14"), ("kstt:2021-Q2", "2021-06-14"), ("kstt:2021-Q3", "2021-09-14"),
            ("kstt:2021-Q4", "2021-12-14")]


# --- the library ----------------------------------------------------------------------------------------------------

class Library:
    """Handles that live as long as the test, and documents."""

    def __init__(self):
        path = os.environ["TTHC_LIBRARY"]
        first = cffi.FFI()
        first.cdef("const char *tthc_ffi_cdef(void);")
        self.ffi = cffi.FFI()
        self.ffi.cdef(self.ffi.string(first.dlopen(path).tthc_ffi_cdef()).decode())
        self.lib = self.ffi.dlopen(path)
        self.err = self.lib.tthc_error_new()

    def check(self, result):
        if result == self.ffi.NULL if isinstance(result, self.ffi.CData) else result < 0:
            sys.exit(self.ffi.string(self.lib.tthc_error_problems_json(self.err, b"en")).decode())
        return result

    def plan(self, document):
        return self.check(self.lib.tthc_plan_read(document, len(document), self.ffi.NULL, self.err))

    def add_facts(self, plan, document):
        return self.check(self.lib.tthc_plan_read_facts(plan, document, len(document), self.ffi.NULL, self.err))

    def assess(self, plan, day, known_at):
        options = b"{}" if known_at is None else json.dumps({"known_at": known_at}).encode()
        return self.check(self.lib.tthc_assessment_new(plan, self.ffi.NULL, (day - EPOCH).days, options, self.err))

    def follow_up(self, plan, assessment, log):
        return self.check(self.lib.tthc_follow_up_new(plan, assessment, self.ffi.NULL, log, len(log), self.ffi.NULL,
                                                      self.err))

    def rank(self, plan, assessment):
        return self.check(self.lib.tthc_ranking_new(plan, assessment, self.ffi.NULL, -1, self.ffi.NULL, self.err))

    def report(self, plan, period, options):
        return self.check(self.lib.tthc_report_new(plan, self.ffi.NULL, period.encode(), json.dumps(options).encode(),
                                                   self.err))

    def text(self, name, *arguments):
        text = self.check(getattr(self.lib, name)(*arguments, self.err))
        data = bytes(self.ffi.buffer(self.lib.tthc_text_data(text), self.lib.tthc_text_size(text)))
        self.lib.tthc_text_free(text)
        return data

    def json(self, name, *arguments):
        """A document; its decimals stay text, so that nothing is rounded."""
        return json.loads(self.text(name, *arguments), parse_float=str)


# --- comparing ------------------------------------------------------------------------------------------------------

def parted(got, wanted):
    """What two rows differ in."""
    if got is None or wanted is None:
        return [f"library {got}", f"oracle  {wanted}"]
    names = [name for name in {**wanted, **got} if got.get(name) != wanted.get(name)]
    return [f"{name}: library {got.get(name)}, oracle {wanted.get(name)}" for name in names] or ["in another order"]


class Comparison:
    def __init__(self):
        self.failures, self.compared = 0, {}

    def same(self, when, what, got, wanted):
        """Rows by their names; the first few that differ are told."""
        self.compared[what] = self.compared.get(what, 0) + len(wanted)
        differing = [key for key in {**wanted, **got} if got.get(key) != wanted.get(key)]
        self.failures += len(differing)
        for key in differing[:3]:
            print(f"{when}, {what} {key}:", *parted(got.get(key), wanted.get(key)), sep="\n  ", file=sys.stderr)
        if not differing and list(got) != list(wanted):
            self.failures += 1
            print(f"{when}, {what}: in another order", file=sys.stderr)


def by(rows, *names):
    return {tuple(row.get(name) for name in names): row for row in rows}


def without(row, *names):
    return {key: value for key, value in row.items() if key not in names}


def compare_assessment(comparison, when, got, oracle):
    comparison.same(when, "assignments", by(got["assignments"], "task", "unit", "period"),
                    by((row.document() for row in oracle.assignments), "task", "unit", "period"))
    comparison.same(when, "roll-ups", {(row["kind"], row["id"]): without(row, "kind", "id", "title")
                                       for row in got["rollups"]}, rollups.roll_up(oracle))
    rows, figures = values.evaluate(oracle)
    comparison.same(when, "values", by(got["values"], "indicator", "unit"), by(rows, "indicator", "unit"))
    comparison.same(when, "figures", by(got["figures"], "indicator", "unit", "period"),
                    by(figures, "indicator", "unit", "period"))
    compare_findings(comparison, when, got["findings"], oracle)


def compare_findings(comparison, when, got, oracle):
    """By the place of the fact that each is about, "/facts/189/day"."""
    places = {fact["id"]: str(n) for n, fact in enumerate(oracle.plan.facts)}
    noticed = [*oracle.noticed(), *(pair for one in values.measure(oracle).values() for pair in one.noticed())]
    comparison.same(when, "findings", dict.fromkeys(sorted((row["finding"], row["path"].split("/")[2]) for row in got)),
                    dict.fromkeys(sorted((finding, places[fact["id"]]) for finding, fact in noticed)))


def compare_ranking(comparison, when, got, oracle):
    rows = [without(row, "reason") for row in got["rows"]]
    for row in rows:
        row["scores"] = [without(score, "explanation") for score in row["scores"]]
    wanted = ranking.rank(oracle, values.evaluate(oracle)[0])
    comparison.same(when, "ranks", by(rows, "unit"), by(wanted, "unit"))


def report_periods(day):
    """The reporting quarter that was cut off last, or is the first; the year or calendar quarter at hand."""
    cut_off = [name for name, last in CUT_OFFS if last <= day.isoformat()]
    quarter = "2021" if day.year > 2021 else f"2021-Q{(day.month + 2) // 3}"
    return [cut_off[-1] if cut_off else CUT_OFFS[0][0], quarter]


def report_options(day, known_at):
    known = {} if known_at is None else {"known_at": known_at}
    return {"as_of": str(day), "per_unit": True, "compare": True, **known}


REPORT_NAMES = {"indicators": ("indicator", "unit"), "late": ("task", "unit", "period"),
                "changes": ("task", "unit", "period"), "difficulties": None, "explanations": None}


def compare_report(comparison, when, got, wanted):
    """Member by member; the sentences and names of periods are the library's own."""
    header, counts = wanted.pop("header"), wanted.pop("counts")
    comparison.same(when, "reports", {None: {key: got[key] for key in header if key in got}}, {None: header})
    comparison.same(when, "report counts", {None: got["counts"]}, {None: counts})
    for member, rows in wanted.items():
        names = REPORT_NAMES.get(member, ("id",))
        sides = [[without(row, "sentence") for row in side] for side in (got[member], rows)]
        sides = [by(side, *names) if names else dict(enumerate(side)) for side in sides]
        comparison.same(when, f"report {member}", *sides)


def compare_follow_up(comparison, when, got, log, oracle):
    wanted = oracle.document()
    comparison.same(when, "follow-ups", {None: {key: got[key] for key in ("as_of", "reply_by", "held")}},
                    {None: without(wanted, "digests")})
    comparison.same(when, "digests", by((without(row, "items") for row in got["digests"]), "unit"),
                    by((without(row, "items") for row in wanted["digests"]), "unit"))
    items = [{(digest["unit"], item["task"], item["unit"], item["period"]): item
              for digest in document["digests"] for item in digest["items"]} for document in (got, wanted)]
    comparison.same(when, "items", *items)
    comparison.same(when, "log", by(log, "task", "unit", "period", "due", "level"),
                    by(oracle.log, "task", "unit", "period", "due", "level"))


def answer(entries, day):
    """Whoever keeps the log notes what units answered: some acknowledged what they were given, some promised a day."""
    for entry in entries:
        roll = zlib.crc32("/".join(entry[key] for key in ("task", "unit", "period", "level")).encode()) % 10
        if entry["day"] == str(day) and "passed_over" not in entry and roll < 3:
            entry["acknowledged"] = str(day + datetime.timedelta(days=roll))
            if roll:
                entry["promised"] = str(day + datetime.timedelta(days=9 * roll))
    return entries


class Chain:
    """One way of knowing, from day to day, with its logs."""

    def __init__(self, library, handle, plan, comparison):
        self.library, self.handle, self.plan, self.comparison = library, handle, plan, comparison
        self.log, self.oracle_log = [], []

    def step(self, day, known_at):
        when = f"{day} {'as known now' if known_at is None else 'as known then'}"
        assessment = self.library.assess(self.handle, day, known_at)
        oracle = assess(self.plan, day, known_at)
        compare_assessment(self.comparison, when, self.json("tthc_assessment_json", assessment), oracle)
        ranked = self.library.rank(self.handle, assessment)
        compare_ranking(self.comparison, when, self.json("tthc_ranking_json", ranked), oracle)
        self.library.lib.tthc_ranking_free(ranked)
        for period in report_periods(day)[:1 if known_at else None]:
            made = self.library.report(self.handle, period, report_options(day, known_at))
            compare_report(self.comparison, f"{when}, {period}", self.json("tthc_report_json", made),
                           report.Report(oracle, period, known_at).document())
            self.library.lib.tthc_report_free(made)
        self.follow(day, when, assessment, oracle)
        self.library.lib.tthc_assessment_free(assessment)

    def json(self, name, handle):
        return self.library.json(name, handle, self.library.ffi.NULL)

    def follow(self, day, when, assessment, oracle):
        document = {"format": "tthcplan-follow-up-log/1", "plan": self.plan.id, "entries": self.log}
        made = self.library.follow_up(self.handle, assessment, json.dumps(document).encode())
        wanted = follow_up.FollowUp(oracle, self.oracle_log)
        self.log = self.library.json("tthc_follow_up_log_json", made)["entries"]
        compare_follow_up(self.comparison, when, self.json("tthc_follow_up_json", made), self.log, wanted)
        self.library.lib.tthc_follow_up_free(made)
        self.log, self.oracle_log = answer(self.log, day), answer(wanted.log, day)


# --- the test -------------------------------------------------------------------------------------------------------

def end_of(day):
    """The last second of a day in Vietnam, as UTC seconds."""
    return (day - EPOCH).days * 86400 + 17 * 3600 - 1


def results(library, handle, day):
    """All documents of a day, as known then, as bytes."""
    assessment = library.assess(handle, day, end_of(day))
    documents = {"assessment": library.text("tthc_assessment_json", assessment, b'{"sentences": "vi"}')}
    made = library.follow_up(handle, assessment, NO_LOG)
    documents["follow-up"] = library.text("tthc_follow_up_json", made, library.ffi.NULL)
    library.lib.tthc_follow_up_free(made)
    made = library.rank(handle, assessment)
    documents["ranking"] = library.text("tthc_ranking_json", made, library.ffi.NULL)
    library.lib.tthc_ranking_free(made)
    made = library.report(handle, report_periods(day)[0], report_options(day, end_of(day)))
    documents["report"] = library.text("tthc_report_json", made, library.ffi.NULL)
    documents["printed report"] = library.text("tthc_report_text", made, b"vi")
    library.lib.tthc_report_free(made)
    library.lib.tthc_assessment_free(assessment)
    return documents


def record_year(library, handle, document):
    """Adds the facts as they were recorded, and keeps what was told on each day."""
    facts, kept, added = document["facts"], {}, 0
    for day in DAYS + [datetime.date.max]:
        known = sum(fact["recorded_at"] <= end_of(day) for fact in facts)
        part = {**document, "facts": facts[added:known]}
        assert library.add_facts(handle, json.dumps(part).encode()) == known - added
        added = known
        if day < datetime.date.max:
            kept[day] = results(library, handle, day)
    return kept


def check_past(library, handle, kept):
    """What was told of a day stays as it was to the byte, whatever was recorded later."""
    for day, documents in kept.items():
        for what, text in results(library, handle, day).items():
            if text != documents[what]:
                sys.exit(f"{day}, {what}: other bytes after more facts were recorded")


def check_bytes(library, handle, texts):
    """What was read is written back to the byte, so the documents are as the library writes them."""
    for name, text in zip(("tthc_plan_json", "tthc_plan_facts_json"), texts):
        if library.text(name, handle, library.ffi.NULL) != text:
            sys.exit(f"{name}: not the bytes that were read")


def main():
    texts = [(DATA / name).read_bytes() for name in ("plan.json", "facts.json")]
    documents = [json.loads(text, parse_float=str) for text in texts]
    plan = Plan(documents[0], documents[1]["facts"])
    library, comparison = Library(), Comparison()
    handle = library.plan(texts[0])
    kept = record_year(library, handle, json.loads(texts[1]))
    check_bytes(library, handle, texts)
    check_past(library, handle, kept)
    chains = [Chain(library, handle, plan, comparison) for _ in range(2)]
    for day in DAYS:
        chains[0].step(day, end_of(day))
        chains[1].step(day, None)
    print(", ".join(f"{count} {what}" for what, count in comparison.compared.items()))
    print(f"{comparison.failures} differences")
    return comparison.failures > 0


if __name__ == "__main__":
    sys.exit(main())
