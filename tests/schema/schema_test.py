"""The JSON schemas of docs/ against the library: what it reads and writes is valid; what a schema can refuse, it does.

Environment: TTHC_TEST_SOURCE_DIR (the sources, default "."), TTHC_LIBRARY (the shared library).
"""

import copy
import ctypes
import csv
import json
import os
import sys

from jsonschema import Draft202012Validator, RefResolver

SOURCE = os.environ.get("TTHC_TEST_SOURCE_DIR", ".")
LIBRARY = os.environ["TTHC_LIBRARY"]

passed = 0
failed = 0


def check(label, ok, why=""):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print(f"failed: {label}{': ' if why else ''}{why}")


def path_of(*parts):
    return os.path.join(SOURCE, *parts)


def bytes_of(*parts):
    with open(path_of(*parts), "rb") as file:
        return file.read()


# --- the schemas; references between them are resolved here, without a network ---------------------------------------


def no_network(uri):
    raise RuntimeError(f"a schema refers to {uri}")


SCHEMAS = {kind: json.loads(bytes_of("docs", f"{kind}.schema.json")) for kind in ("plan", "facts")}
STORE = {schema["$id"]: schema for schema in SCHEMAS.values()}


def validator(kind):
    schema = SCHEMAS[kind]
    handlers = {scheme: no_network for scheme in ("http", "https", "file")}
    return Draft202012Validator(schema, resolver=RefResolver(schema["$id"], schema, store=STORE, handlers=handlers))


VALIDATORS = {kind: validator(kind) for kind in SCHEMAS}


def complaint(kind, document):
    """The first thing that the schema has against a document, None when it is valid."""
    for error in VALIDATORS[kind].iter_errors(document):
        return f"{error.json_path}: {error.message[:200]}"
    return None


def check_valid(label, kind, document):
    why = complaint(kind, document)
    check(label, why is None, why or "")


# --- the library ------------------------------------------------------------------------------------------------------

lib = ctypes.CDLL(LIBRARY)
for name, result, arguments in (
    ("tthc_plan_read", ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int64, ctypes.c_char_p, ctypes.c_void_p)),
    ("tthc_plan_read_facts", ctypes.c_int32,
     (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int64, ctypes.c_char_p, ctypes.c_void_p)),
    ("tthc_plan_json", ctypes.c_void_p, (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)),
    ("tthc_plan_facts_json", ctypes.c_void_p, (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)),
    ("tthc_plan_free", None, (ctypes.c_void_p,)),
    ("tthc_text_data", ctypes.c_char_p, (ctypes.c_void_p,)),
    ("tthc_text_free", None, (ctypes.c_void_p,)),
):
    function = getattr(lib, name)
    function.restype = result
    function.argtypes = arguments


def taken(text):
    data = lib.tthc_text_data(text)
    lib.tthc_text_free(text)
    return data


def read_plan(data):
    return lib.tthc_plan_read(data, len(data), None, None)


def library_reads(kind, document):
    data = json.dumps(document).encode()
    plan = read_plan(GOOD["plan"] if kind == "facts" else data)
    if not plan:
        return False
    ok = kind == "plan" or lib.tthc_plan_read_facts(plan, data, len(data), None, None) >= 0
    lib.tthc_plan_free(plan)
    return ok


def check_round(label, plan_data, facts_data):
    """Reads a plan and its facts, and holds all that is written of them against the schemas."""
    plan = read_plan(plan_data)
    check(f"{label} is read", bool(plan))
    if not plan:
        return
    check(f"{label}: its facts are read", lib.tthc_plan_read_facts(plan, facts_data, len(facts_data), None, None) >= 0)
    for options in (None, b'{"facts": true}'):
        check_valid(f"{label}, written", "plan", json.loads(taken(lib.tthc_plan_json(plan, options, None))))
    check_valid(f"{label}: its facts, written", "facts",
                json.loads(taken(lib.tthc_plan_facts_json(plan, None, None))))
    lib.tthc_plan_free(plan)


GOOD = {"plan": bytes_of("tests", "data", "good", "plan.json"),
        "facts": bytes_of("tests", "data", "good", "facts.json")}
TRACKED = bytes_of("tests", "data", "good", "tracked.json")
NO_FACTS = b'{"format": "tthcplan-facts/1", "plan": "%s", "facts": []}'
REORGANISED = bytes_of("tests", "data", "reorganisation-2025.json")
REAL = {"plan": bytes_of("examples", "data", "vinh-cuu-2021.json"),
        "facts": bytes_of("examples", "data", "vinh-cuu-2021-facts.json")}


# --- what is valid ----------------------------------------------------------------------------------------------------


def test_schemas():
    for kind, schema in SCHEMAS.items():
        try:
            Draft202012Validator.check_schema(schema)
            check(f"{kind}.schema.json", True)
        except Exception as error:  # whatever is wrong with it
            check(f"{kind}.schema.json", False, str(error)[:300])


def test_valid_documents():
    for label, documents in (("tests/data/good", GOOD), ("examples/data", REAL)):
        for kind, data in documents.items():
            check_valid(f"{label}: {kind}", kind, json.loads(data))
        check_round(label, documents["plan"], documents["facts"])
    for label, data in (("tracked.json", TRACKED), ("reorganisation-2025.json", REORGANISED)):
        check_valid(label, "plan", json.loads(data))
        check_round(label, data, NO_FACTS % json.loads(data)["id"].encode())


# --- what is not: the corpus of bad_input_test.c ----------------------------------------------------------------------


def test_bad_documents():
    with open(path_of("tests", "data", "bad", "expected.tsv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        if row["schema"] == "-":  # no JSON, or a fault that a parser hides
            continue
        document = json.loads(bytes_of("tests", "data", "bad", row["file"] + ".json"))
        why = complaint(row["document"], document)
        if row["schema"] == "reject":
            check(f"{row['file']}.json is refused", why is not None)
        else:  # only the library can tell, as with ids: the schema does not claim to
            check(f"{row['file']}.json is beyond the schema", why is None, why or "")
    check("the corpus", len(rows) >= 150)


# --- both must judge alike: each value of a good document, replaced --------------------------------------------------

REPLACEMENTS = (None, True, 0, -1, 1.5, 2021, "", "x", "A b", "2021-06-30", [], {}, [[]], [{}], {"x-a": 1}, {"y": 1})

# The library knows the ids, the periods and the order of days; of these a schema knows nothing.
BEYOND = ("section", "part", "parent", "superior", "successors",
          "units", "unit", "task", "indicator", "plan", "period", "corrects", "members", "id",
          "label", "start", "due", "key", "first_day", "last_day", "done_day", "day")


def places(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in items:
        yield from places(child, path + (key,))


def replaced(document, path, value):
    if not path:
        return value
    result = copy.deepcopy(document)
    target = result
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return result


def removed(document, path):
    result = copy.deepcopy(document)
    target = result
    for key in path[:-1]:
        target = target[key]
    del target[path[-1]]
    return result


def check_alike(label, kind, document, path):
    why = complaint(kind, document)
    read = library_reads(kind, document)
    if read:
        check(f"{label}: read, so it must be valid", why is None, why or "")
    elif why is None and not any(key in BEYOND for key in path) and path[-1:] != ("parts",):  # which tasks may name
        check(f"{label}: valid, so it must be read", False)


def test_both_judge_alike():
    for kind, data in (*GOOD.items(), ("plan", TRACKED)):
        document = json.loads(data)
        for path in places(document):
            pointer = f"{kind} /" + "/".join(map(str, path))
            for value in REPLACEMENTS:
                check_alike(f"{pointer} = {json.dumps(value)}", kind, replaced(document, path, value), path)
            if path and isinstance(path[-1], str):
                check_alike(f"{pointer} left out", kind, removed(document, path), path)


for test in (test_schemas, test_valid_documents, test_bad_documents, test_both_judge_alike):
    test()
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
