#!/usr/bin/env python3
"""The views of a store, as another tool reads them: ids, words and ISO days, and the states that docs/schema.md derives."""
import ctypes
import json
import os
import re
import sqlite3
import sys
import tempfile

SOURCE = os.environ["TTHC_TEST_SOURCE_DIR"]
LIB = ctypes.CDLL(os.environ["TTHC_LIBRARY"])
for name in ("tthc_store_open", "tthc_plan_read", "tthc_assessment_new", "tthc_assessment_json", "tthc_text_data",
             "tthc_state_word", "tthc_store_load"):
    getattr(LIB, name).restype = ctypes.c_void_p
LIB.tthc_text_data.restype = ctypes.c_char_p
P = ctypes.c_void_p


def make_store(path):
    store = LIB.tthc_store_open(path.encode(), None, None)
    with open(f"{SOURCE}/examples/data/vinh-cuu-2021.json", "rb") as file:
        text = file.read()
    plan = LIB.tthc_plan_read(text, ctypes.c_int64(len(text)), None, None)
    assert LIB.tthc_store_save(P(store), P(plan), None) == 1
    LIB.tthc_plan_free(P(plan))
    with open(f"{SOURCE}/examples/data/vinh-cuu-2021-facts.json", "rb") as file:
        text = file.read()
    assert LIB.tthc_store_append_facts(P(store), text, ctypes.c_int64(len(text)), None) > 900
    return store


def assess(store, day):
    plan = LIB.tthc_store_load(P(store), b"vinh-cuu-2021", 0, None)
    number = LIB.tthc_day_from_text(day.encode(), None)
    assessment = LIB.tthc_assessment_new(P(plan), None, number, None, None)
    text = LIB.tthc_assessment_json(P(assessment), None, None)
    result = json.loads(LIB.tthc_text_data(P(text)).decode())
    LIB.tthc_text_free(P(text))
    LIB.tthc_assessment_free(P(assessment))
    LIB.tthc_plan_free(P(plan))
    return {(row["task"], row["unit"], row["period"]): row["state"] for row in result["assignments"]}


def documented_sql():
    """The statement that docs/schema.md gives for states as of a day."""
    with open(f"{SOURCE}/docs/schema.md", encoding="utf-8") as file:
        return re.search(r"```sql\n(SELECT[^`]*v_standing[^`]*)```", file.read()).group(1)


def check_columns(database):
    """The views keep the columns that docs/schema.md names."""
    with open(f"{SOURCE}/docs/schema.md", encoding="utf-8") as file:
        named = dict(re.findall(r"^\| `(v_\w+)` \| (.*) \|$", file.read(), flags=re.MULTILINE))
    columns = {view: re.findall(r"`(\w+)`", row) for view, row in named.items()}
    columns["v_standing"] = columns["v_assignment"]  # "the same"
    assert sorted(columns) == sorted(row[0] for row in
                                     database.execute("SELECT name FROM sqlite_schema WHERE type = 'view'"))
    for view, wanted in columns.items():
        got = [column[0] for column in database.execute(f"SELECT * FROM {view}").description]
        assert got == wanted, (view, got, wanted)


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/store.db"
        store = make_store(path)
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        database.row_factory = sqlite3.Row
        check_columns(database)
        plan = database.execute("SELECT * FROM v_plan").fetchone()
        assert (plan["plan_id"], plan["revision"], plan["year"]) == ("vinh-cuu-2021", 1, 2021), tuple(plan)
        assert (plan["first_day"], plan["is_assessed"]) == ("2021-01-01", "yes"), tuple(plan)
        facts = database.execute("SELECT * FROM v_fact ORDER BY seq").fetchall()
        with open(f"{SOURCE}/examples/data/vinh-cuu-2021-facts.json", encoding="utf-8") as file:
            written = json.load(file)["facts"]
        assert len(facts) == len(written)
        for row, fact in zip(facts, written):
            for column, member in (("kind", "kind"), ("task_id", "task"), ("unit_id", "unit"), ("period", "period"),
                                   ("state", "state"), ("day", "day"), ("due_day", "due"), ("percent", "percent")):
                assert row[column] == fact.get(member), (column, tuple(row), fact)
        with open(f"{SOURCE}/examples/data/vinh-cuu-2021.json", encoding="utf-8") as file:
            document = json.load(file)
        indicators = database.execute("SELECT indicator_id, title, kind, series FROM v_indicator").fetchall()
        assert sorted(tuple(row) for row in indicators) == \
            sorted((i["id"], i["title"], i["kind"], i["series"]) for i in document["indicators"])
        sql = documented_sql()
        for day in ("2020-12-31", "2021-03-22", "2021-06-30", "2021-07-15", "2021-12-31"):
            wanted = assess(store, day)
            got = {(row["task_id"], row["unit_id"], row["period"]): row["state"]
                   for row in database.execute(sql, {"day": day, "warning_days": 7})}
            assert got == wanted, (day, len(got), len(wanted), sorted(set(got.items()) ^ set(wanted.items()))[:4])
        latest = database.execute("SELECT task_id, unit_id, period, said FROM v_assignment").fetchall()
        assert len(latest) == len(assess(store, "2200-12-31"))
        assert any(row["said"] == "done" for row in latest)
        database.close()
        LIB.tthc_store_free(P(store))
    return 0


if __name__ == "__main__":
    sys.exit(main())
