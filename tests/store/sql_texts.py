"""The texts of SQL in the sources of the store, for the tests that statements are portable."""
import pathlib
import re

# What both SQLite and PostgreSQL know, with one meaning. Whoever adds a word has seen store/portable pass with it. Not here,
# because they differ: LIKE (SQLite ignores case), SUM and AVG (other types), GROUP (SQLite lets other columns stand beside).
WORDS = frozenset("""
    SELECT DISTINCT FROM JOIN LEFT ON AS WHERE AND OR NOT IN EXISTS IS NULL ORDER BY DESC LIMIT INTERSECT UNION ALL
    INSERT INTO VALUES UPDATE SET DELETE CASE WHEN THEN ELSE END COUNT COALESCE MIN MAX CROSS
    """.split())

# By these, and by those above, a text is known to be SQL.
OTHER_WORDS = frozenset("""
    PRAGMA VACUUM ATTACH DETACH REINDEX ANALYZE EXPLAIN CREATE ALTER DROP TABLE INDEX TRIGGER VIEW BEGIN COMMIT ROLLBACK
    SAVEPOINT RELEASE REPLACE CONFLICT RETURNING EXCEPT GROUP HAVING WITH RECURSIVE USING NATURAL RIGHT FULL OUTER
    INNER OFFSET LIKE ILIKE GLOB MATCH REGEXP ESCAPE BETWEEN CAST COLLATE NULLS ISNULL NOTNULL SUM AVG TOTAL IFNULL IIF
    INDEXED ROWID OVER FILTER ASC TRUE FALSE DEFAULT FETCH
    """.split())

# What PostgreSQL takes for no name; the words in lower case are names.
RESERVED = frozenset("""
    all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
    concurrently constraint create cross current_catalog current_date current_role current_schema current_time
    current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from
    full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime
    localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right
    select session_user similar some symmetric table tablesample then to trailing true union unique user using variadic
    verbose when where window with
    """.split())


def sources(source):
    """The files whose statements are to be portable: all of the store but the driver and the tables."""
    return [path for path in sorted((pathlib.Path(source) / "lib/store").glob("*.[ch]"))
            if not re.match(r"sqlite|schema\.", path.name)]


COMMENT_OR_TEXT = re.compile(r"""/\*.*?\*/|'(?:[^'\\]|\\.)'|((?:"(?:[^"\\]|\\.)*"(?:\s|\\\n)*)+)""", re.DOTALL)


def texts(path):
    """The literals of a file, (line, text), those that stand side by side as one."""
    code = path.read_text(encoding="utf-8")
    for found in COMMENT_OR_TEXT.finditer(code):
        if found.group(1):
            parts = re.findall(r'"((?:[^"\\]|\\.)*)"', found.group(1))
            text = re.sub(r'\\(["\\])', r"\1", "".join(parts))
            yield code.count("\n", 0, found.start()) + 1, text


def sql_texts(path):
    """Those that are SQL, or a part of it."""
    for line, text in texts(path):
        if (WORDS | OTHER_WORDS) & set(re.findall(r"\b[A-Z]+\b", text)):
            yield line, text
