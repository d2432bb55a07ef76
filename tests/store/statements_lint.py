#!/usr/bin/python3
"""Statements of the store that another database would not take, as far as that can be seen without one.

What this lets pass, store/portable tries on PostgreSQL.

environment: TTHC_TEST_SOURCE_DIR (the source tree)
"""
import os
import pathlib
import re
import sys

from sql_texts import RESERVED, WORDS, sources, sql_texts

SOURCE = pathlib.Path(os.environ["TTHC_TEST_SOURCE_DIR"])

FORBIDDEN = [
    (r"[a-z_0-9]\(", "a function that is not in WORDS"),
    (r"\b(?:MIN|MAX)\([^()]*,", "MIN or MAX of several arguments, which only SQLite has"),
    (r"==|!=|<=>|[\"`\[\]]|\|\||::", "an operator or a quoted name"),
    (r"\?|[:@]\w|\$[A-Za-z]", "a parameter that is not $1, $2, …"),
    (r"LIMIT (?:-|\S+,)", "a LIMIT that is not a number"),
    (r"CROSS JOIN \w+(?: \w+)? ON\b", "a CROSS JOIN with a condition, which only SQLite has"),
    (r"INSERT (?!INTO)", "an INSERT that is not INSERT INTO"),
    (r"\bsqlite_", "a table of SQLite's"),
    (r"\b(?:rowid|oid|ctid)\b", "a column that only one database has"),
]


def faults(text):
    for word in re.findall(r"\b[A-Z]+\b", text):
        if word not in WORDS:
            yield f"{word} is not in WORDS of sql_texts.py"
    for word in re.findall(r"\b[a-z_]+\b", text):
        if word in RESERVED:
            yield f"{word} is no name in PostgreSQL"
    for pattern, what in FORBIDDEN:
        if re.search(pattern, text):
            yield what


def check_linter():
    """That it would find them."""
    for text in ("SELECT COUNT(*) FROM (SELECT 1 FROM fact) AS some", "INSERT OR IGNORE INTO plan (id) VALUES ($1)",
                 "SELECT id FROM plan LIMIT -1", "SELECT MAX(a, b) FROM plan", "SELECT length(id) FROM plan",
                 "PRAGMA user_version", "SELECT id FROM plan WHERE id = ?", "SELECT rowid FROM plan",
                 " AND id LIKE $2", "SELECT SUM(day) FROM fact", "SELECT \"id\" FROM plan", "SELECT * FROM sqlite_schema",
                 "SELECT id FROM unit r CROSS JOIN plan p ON p.plan = r.plan"):
        assert list(faults(text)), text
    assert not list(faults("SELECT COALESCE(MAX(seq), 0) FROM fact WHERE plan = $1 ORDER BY seq DESC LIMIT $2"))


def main():
    check_linter()
    found, count = [], 0
    for path in sources(SOURCE):
        for line, text in sql_texts(path):
            count += 1
            found += [f"{path.relative_to(SOURCE)}:{line}: {fault}: {text}" for fault in faults(text)]
    assert count > 100, count
    for path in sorted((SOURCE / "lib").rglob("*.[ch]")):
        if not path.name.startswith("sqlite") and "sqlite3_" in path.read_text(encoding="utf-8"):
            found.append(f"{path.relative_to(SOURCE)}: calls SQLite; only the driver does, lib/store/sqlite*.c")
    print("\n".join(found) or f"{count} texts of SQL")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
