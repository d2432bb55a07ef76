#!/usr/bin/python3
"""The trail of a store hashed a second time, from docs/schema.md and not from lib/store, and compared with what is stored.

Makes a store by the library's calls, reads the file with Python's sqlite3, and computes with hashlib the hash of every row
of the trail, the digest of every plan's facts at every row that appended some, and the digest of every revision's document.

environment: TTHC_LIBRARY, TTHC_TEST_SOURCE_DIR (the source tree)
"""
import ctypes
import hashlib
import json
import os
import pathlib
import sqlite3
import struct
import sys
import tempfile

SOURCE = pathlib.Path(os.environ.get("TTHC_TEST_SOURCE_DIR", "."))
LIBRARY = ctypes.CDLL(os.environ["TTHC_LIBRARY"])
TEXT, HANDLE, NUMBER = ctypes.c_char_p, ctypes.c_void_p, ctypes.c_int32

SAVED, APPENDED, MIGRATED = 1, 2, 5
TRAIL = ["seq", "at", "actor", "action", "plan", "revision", "first_fact", "last_fact", "facts_extra", "digest_before",
         "digest_after", "reason", "previous"]
FACT = ["id", "kind", "task", "indicator", "unit", "period", "state", "percent", "numerator", "denominator", "amount",
        "day", "done_day", "due_day", "recorded_at", "evidence_number", "evidence_day", "evidence_text", "evidence_link",
        "difficulties", "note", "author", "reference", "corrects", "extra"]


def call(name, result, *arguments):
    function = getattr(LIBRARY, name)
    function.restype = result
    function.argtypes = [TEXT if isinstance(a, bytes) else NUMBER if isinstance(a, int) and name.endswith("load") else
                         ctypes.c_int64 if isinstance(a, int) else HANDLE for a in arguments]
    return function(*arguments)


LIBRARY_EXPORT = LIBRARY.tthc_store_export
LIBRARY_EXPORT.restype = HANDLE
LIBRARY_EXPORT.argtypes = [HANDLE, ctypes.c_int64, NUMBER, HANDLE]


def handle(value):
    assert value
    return HANDLE(value)


def text_of(text):
    text = handle(text)
    data = ctypes.string_at(call("tthc_text_data", HANDLE, text), call("tthc_text_size", ctypes.c_int64, text))
    call("tthc_text_free", None, text)
    return data


# --- the store ------------------------------------------------------------------------------------------------------

def save(store, document, **changes):
    plan = handle(call("tthc_plan_read", HANDLE, json.dumps(dict(document, **changes)).encode(), -1, None, None))
    for revision in (1, 2):  # the second save has another subject
        assert call("tthc_store_save", NUMBER, store, plan, None) == revision
        assert call("tthc_plan_set_subject", NUMBER, plan, "Kế hoạch đã sửa".encode(), None) == 0
    call("tthc_plan_free", None, plan)


def make_store(path):
    store = handle(call("tthc_store_open", HANDLE, path.encode(), None, None))
    small = json.loads((SOURCE / "tests/data/good/plan.json").read_text())
    facts = (SOURCE / "tests/data/good/facts.json").read_bytes()
    example = json.loads((SOURCE / "examples/data/vinh-cuu-2021.json").read_text())
    example_facts = (SOURCE / "examples/data/vinh-cuu-2021-facts.json").read_bytes()
    save(store, small)
    acting = json.dumps({"actor": "Nguyễn Thị Lan", "at": 1790000000, "reason": "Theo công văn 5/UBND"}).encode()
    assert call("tthc_store_act_as", NUMBER, store, acting, None) == 0
    assert call("tthc_store_append_facts", NUMBER, store, facts, -1, None) > 0
    save(store, example)
    assert call("tthc_store_append_facts", NUMBER, store, example_facts, -1, None) > 900
    events = [{"kind": "event", "task": example["tasks"][1].get("id", "A.1"), "day": f"2021-03-{day:02}",
               "recorded_at": 1700000000 + day, "note": "ghi chú " * day, "x-số": day} for day in range(1, 20)]
    for event in events:
        one = json.dumps({"format": "tthcplan-facts/1", "plan": example["id"], "facts": [event], "x-nguồn": "cổng"})
        assert call("tthc_store_append_facts", NUMBER, store, one.encode(), -1, None) == 1
    assert call("tthc_store_act_as", NUMBER, store, None, None) == 0
    remove = LIBRARY.tthc_store_remove
    remove.argtypes = [HANDLE, TEXT, NUMBER, TEXT, HANDLE]
    assert remove(store, small["id"].encode(), 2, "nhập thử".encode(), None) == 0
    return store


# --- the digests, as docs/schema.md has them ------------------------------------------------------------------------

def content(values):
    out = b""
    for value in values:
        if value is None:
            out += b"\0"
        elif isinstance(value, int):
            out += b"\1" + struct.pack(">q", value)
        else:
            out += b"\2" + struct.pack(">q", len(value.encode())) + value.encode()
    return out


def digest(values):
    return hashlib.sha256(content(values)).hexdigest()


def check_trail(database):
    previous, count = None, 0
    for row in database.execute(f"SELECT {', '.join(TRAIL)}, hash FROM trail ORDER BY seq"):
        count += 1
        assert row[0] == count, row
        assert row[-2] == previous, row
        previous = row[-1]
        assert digest(["tthcplan-trail/1", *row[:-1]]) == previous, row
    return f"{count}:{previous}"


def check_facts(database):
    checked = 0
    for key, plan, last in database.execute("SELECT plan, id, facts_digest FROM plan"):
        chain, digests = None, {}
        for row in database.execute(f"SELECT seq, {', '.join(FACT)} FROM fact WHERE plan = ? ORDER BY seq", (key,)):
            chain = digests[row[0]] = digest(["tthcplan-fact/1", chain, *row])
        assert chain == last, plan
        for first, end, before, after in database.execute(
                "SELECT first_fact, last_fact, digest_before, digest_after FROM trail"
                " WHERE plan = ? AND last_fact IS NOT NULL ORDER BY seq", (plan,)):
            assert (digests.get(first - 1), digests[end]) == (before, after), (plan, first, end)
            checked += 1
    return checked


def check_revisions(database, store):
    checked = 0
    for plan, revision, after, stored in database.execute(
            "SELECT trail.plan, trail.revision, digest_after, digest FROM trail JOIN plan ON plan.id = trail.plan"
            " JOIN revision ON revision.plan = plan.plan AND revision.revision = trail.revision WHERE action = ?", (SAVED,)):
        loaded = handle(call("tthc_store_load", HANDLE, store, plan.encode(), revision, None))
        document = text_of(call("tthc_plan_json", HANDLE, loaded, None, None))
        call("tthc_plan_free", None, loaded)
        assert hashlib.sha256(document).hexdigest() == after == stored, (plan, revision)
        checked += 1
    return checked


def check_claims(store):
    """A row of a revision that claims facts is refused, though its hash is right."""
    size, after = 1, 0
    lines = []
    while size:
        part = text_of(LIBRARY_EXPORT(store, after, 1, None)).decode()
        size = len(part)
        lines += part.splitlines()
        after += 1
    saved = json.loads(lines[1])
    row = {name: saved.get(name) for name in TRAIL} | {"action": SAVED, "first_fact": 1, "last_fact": 5}
    saved |= {"first_fact": 1, "last_fact": 5, "hash": digest(["tthcplan-trail/1", *(row[name] for name in TRAIL)])}
    empty = handle(call("tthc_store_open", HANDLE, b":memory:", None, None))
    error = handle(call("tthc_error_new", HANDLE))
    text = "\n".join([lines[0], json.dumps(saved), *lines[2:]]).encode()
    assert call("tthc_store_import", NUMBER, empty, text, -1, error) < 0
    path = call("tthc_error_path", TEXT, error)
    assert path == b"/action", (path, call("tthc_error_message", TEXT, error, b"en"))
    call("tthc_error_free", None, error)
    call("tthc_store_free", None, empty)


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = str(pathlib.Path(folder) / "oracle.db")
        store = make_store(path)
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        head = check_trail(database)
        assert text_of(call("tthc_store_head", HANDLE, store, None)).decode() == head
        found = handle(call("tthc_store_verify", HANDLE, store, head.encode(), None))
        assert call("tthc_findings_count", NUMBER, found) == 0
        call("tthc_findings_free", None, found)
        facts, revisions = check_facts(database), check_revisions(database, store)
        assert (facts, revisions) == (21, 4), (facts, revisions)
        check_claims(store)
        database.close()
        call("tthc_store_free", None, store)
    print(f"{head.split(':')[0]} rows, {facts} batches of facts, {revisions} revisions agree")


if __name__ == "__main__":
    sys.exit(main())
