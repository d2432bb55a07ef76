#!/usr/bin/python3
"""The statements of the store on a PostgreSQL of its own: it takes each of them, and gives the same rows as SQLite.

Runs test programs of the store with statement_log.c between them and SQLite. Then
- every text of SQL in the sources is in a statement that was seen: nothing is left untried;
- parameters are numbered in the order in which they appear, rows are ordered by columns that are never NULL, and what gives
  several rows says in which order;
- PostgreSQL prepares each statement over the same tables, with parameters and columns that are numbers or texts;
- what was run in databases in memory is run again in PostgreSQL, whose own order of texts is another: each statement gives
  the same rows, and where one failed, the transaction was rolled back.

Statements of the driver and of the tables (lib/store/sqlite*.c, schema.c) are left out. Without PostgreSQL the last two are
skipped, and so is the test.

arguments: the preloaded library, the test programs
environment: TTHC_LIBRARY, TTHC_TEST_SOURCE_DIR (the source tree)
"""
import collections
import ctypes
import glob
import os
import pathlib
import pwd
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from sql_texts import sources, sql_texts

SOURCE = pathlib.Path(os.environ["TTHC_TEST_SOURCE_DIR"])
SKIPPED = 77
OF_THE_DRIVER = re.compile(r"(PRAGMA|BEGIN|COMMIT|ROLLBACK|VACUUM|ATTACH|CREATE|ALTER)\b|.* sqlite_schema")
NULL, CELL, ROW, MARK = "\x1d", "\x1f", "\x1e", "\x1c"  # in what psql writes; no text of a test has them


# --- what was run ---------------------------------------------------------------------------------------------------

class Run:
    """A statement that was run, with its rows as far as they were asked for."""

    def __init__(self, prepared, sql):
        self.prepared, self.sql, self.rows, self.end = prepared, sql, [], ""


def unescape(text):
    return re.sub(r"\\(.)", lambda found: {"t": "\t", "n": "\n"}.get(found.group(1), found.group(1)), text)


def collect(log, programs, folder):
    """The statements that were prepared, and by connection those that were run in memory."""
    prepared, connections = set(), {}
    for program in programs:
        path = folder / pathlib.Path(program).name
        done = subprocess.run([program], env=dict(os.environ, LD_PRELOAD=log, TTHC_STATEMENT_LOG=str(path)),
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode != 0:
            sys.exit(f"{program} fails when it is watched:\n{done.stdout.decode(errors='replace')}")
        for part in glob.glob(f"{path}.*"):
            with open(part, "rb") as file:
                read_log(file, part, prepared, connections)
            os.unlink(part)
    return prepared, connections


def read_log(file, name, prepared, connections):
    runs = {}
    for line in file:
        if not line.endswith(b"\n"):  # of a process that was killed
            break
        kind, *fields = line.decode(errors="surrogateescape").rstrip("\n").split("\t")
        if kind == "P":
            prepared.add(unescape(fields[0]))
        elif kind == "X":
            runs[fields[1]] = run = Run(*map(unescape, fields[2:]))
            if fields[0] != "0":
                connections.setdefault((name, fields[0]), []).append(run)
        elif kind == "R":
            runs[fields[0]].rows.append(tuple(None if value == "n" else unescape(value[1:]) for value in fields[1:]))
        else:
            runs[fields[0]].end = kind


# --- what can be seen without PostgreSQL ----------------------------------------------------------------------------

def check_all_seen(prepared):
    """Every text of SQL in the sources is a part of a statement."""
    together = "\n".join(prepared)
    for path in sources(SOURCE):
        for line, text in sql_texts(path):
            if text not in together:
                yield f"{path.relative_to(SOURCE)}:{line}: no program that is watched prepares this: {text}"


def check_parameters(sql):
    met = list(dict.fromkeys(re.findall(r"\$\d+", sql)))
    if met != [f"${i}" for i in range(1, len(met) + 1)]:
        yield f"parameters are not numbered as they appear: {sql}"


def tables_in(sql):
    """Tables by the names that the statement has for them."""
    found = re.findall(r"(?:FROM|JOIN) (\w+)(?: AS)?(?: (?!AS|WHERE|JOIN|ON|LEFT|ORDER|LIMIT)(\w+))?", sql)
    found += re.findall(r", (\w+) ([a-z])(?=,| WHERE)", sql)
    return {alias or table: table for table, alias in found if table != "SELECT"}


def check_order(sql, may_be_null):
    """NULL is the first in SQLite, and the last in PostgreSQL."""
    tables = tables_in(sql)
    for items in re.findall(r"ORDER BY (.*?)(?: LIMIT|\)|$)", sql):
        for item in items.split(","):
            alias, _, column = item.strip().removesuffix(" DESC").rpartition(".")
            for table in [tables[alias]] if alias else tables.values():
                if (table, column) in may_be_null:
                    yield f"ordered by {table}.{column}, which may be NULL: {sql}"


def check_checks():
    """That they would find something."""
    assert list(check_parameters("SELECT id FROM plan WHERE plan = $2 AND id = $1"))
    may_be_null = {("revision", "subject"), ("fact", "task")}
    assert list(check_order("SELECT r.plan FROM plan p JOIN revision r ON r.plan = p.plan ORDER BY r.plan, r.subject DESC",
                            may_be_null))
    assert list(check_order("SELECT id FROM fact WHERE plan = $1 ORDER BY task LIMIT $2", may_be_null))
    assert not list(check_order("SELECT task FROM task AS t WHERE plan = $1 ORDER BY task", may_be_null))
    run = Run("", "SELECT id, n FROM task ORDER BY n")
    run.rows, run.end = [("a", "1"), ("b", "1"), ("c", "2")], "D"
    assert not differs(run, [("b", "1"), ("a", "1"), ("c", "2")])
    assert differs(run, [("a", "1"), ("c", "2"), ("b", "1")]) and differs(run, run.rows[:2])


# --- the tables -----------------------------------------------------------------------------------------------------

def read_schema(folder):
    """What SQLite writes down of a new store: tables in order, and indexes."""
    library = ctypes.CDLL(os.environ["TTHC_LIBRARY"])
    library.tthc_store_open.restype = ctypes.c_void_p
    path = folder / "store.db"
    store = library.tthc_store_open(str(path).encode(), None, None)
    library.tthc_store_free(ctypes.c_void_p(store))
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
        columns = {name: database.execute(f"PRAGMA table_info({name})").fetchall() for kind, name, _ in rows
                   if kind == "table"}
    may_be_null = {(table, column[1]) for table in columns for column in columns[table]
                   if not column[3] and not column[5]}
    return [(kind, name, sql) for kind, name, sql in rows if kind in ("table", "index")], may_be_null


def translated(sql):
    """The same table or index in PostgreSQL."""
    sql = re.sub(r"\)\s*(?:STRICT|WITHOUT ROWID)(?:, *(?:STRICT|WITHOUT ROWID))*$", ")", sql)
    sql = sql.replace("INTEGER PRIMARY KEY", "INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY")
    return sql.replace("INTEGER", "BIGINT").replace(" TEXT", ' TEXT COLLATE "C"')


# --- PostgreSQL -----------------------------------------------------------------------------------------------------

class Cluster:
    """A PostgreSQL in a folder, reached by a socket there. PostgreSQL does not run as root."""

    def __init__(self, programs, folder):
        self.programs, self.folder, self.identity = programs, folder, {}
        if os.getuid() == 0:
            names = {entry.pw_name: entry for entry in pwd.getpwall()}
            other = names.get("postgres", names["nobody"])
            self.identity = {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}
            os.chown(folder, other.pw_uid, other.pw_gid)

    def call(self, program, *arguments):
        subprocess.run([f"{self.programs}/{program}", *arguments], cwd=self.folder, check=True,
                       stdout=subprocess.DEVNULL, **self.identity)

    def __enter__(self):
        # Texts are ordered as in a dictionary, but where a column says otherwise.
        self.call("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C",
                  "--locale-provider=icu", "--icu-locale=vi-VN")
        self.call("pg_ctl", "-D", "data", "-w", "-l", "log", "-o",
                  f"-c listen_addresses='' -k '{self.folder}' -c fsync=off -c autovacuum=off -c jit=off -c join_collapse_limit=1", "start")
        return self

    def __exit__(self, *_):
        self.call("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")

    def ask(self, script):
        """What psql writes for a script, by the marks in it."""
        with tempfile.TemporaryFile() as file:
            file.write(script.encode(errors="surrogateescape"))
            file.seek(0)
            done = subprocess.run(
                [f"{self.programs}/psql", "-h", str(self.folder), "-U", "postgres", "-X", "-q", "-A", "-t", "-F", CELL,
                 "-R", ROW, "-P", f"null={NULL}", "-f", "-", "postgres"],
                stdin=file, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        text = done.stdout.decode(errors="surrogateescape")
        assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
        answers, start = {}, 0
        for mark in re.finditer(f"{MARK}(.*?) (true|false) (.*?){MARK}\n", text, re.DOTALL):
            failed = mark.group(2) == "true"
            answers[mark.group(1)] = text[start:mark.start()].removesuffix("\n"), mark.group(3) if failed else None
            start = mark.end()
        return answers


def marked(name, sql):
    return f"{sql}\n\\echo {MARK}{name} :ERROR :LAST_ERROR_MESSAGE{MARK}\n"


def find_programs():
    """Debian has them in a folder of each version, which no PATH names."""
    found = glob.glob("/usr/lib/postgresql/*/bin/initdb") or [shutil.which("initdb")]
    return pathlib.Path(max(found)).resolve().parent if found[0] else None


# --- in PostgreSQL --------------------------------------------------------------------------------------------------

def check_prepared(cluster, prepared):
    """It takes each statement, whose parameters and columns are numbers or texts."""
    script = []
    for i, sql in enumerate(prepared):
        script.append(marked(f"prepare {i}", f"PREPARE s{i} AS {sql};"))
        script.append(marked(f"parameters {i}", "SELECT parameter_types::text[] FROM pg_prepared_statements "
                                                f"WHERE name = 's{i}';"))
        if sql.startswith("SELECT"):
            script.append(marked(f"columns {i}", f"{sql} \\gdesc"))
    answers = cluster.ask("".join(script))
    known = {"bigint", "integer", "text"}
    for i, sql in enumerate(prepared):
        failure = answers[f"prepare {i}"][1]
        if failure is not None:
            yield f"PostgreSQL: {failure}: {sql}"
            continue
        parameters = set(re.findall(r"\w+", answers[f"parameters {i}"][0]))
        columns = {row.split(CELL)[1] for row in answers.get(f"columns {i}", ("",))[0].split(ROW) if row}
        for kind in sorted((parameters | columns) - known):
            yield f"PostgreSQL has a {kind} in: {sql}"


def changes(run):
    return run.end == "D" and run.sql.startswith(("INSERT", "UPDATE", "DELETE"))


def replayed(runs):
    """A script; changes one behind the other are sent as one, marked as the last."""
    changed, next_look = 0, 1000
    for i, (key, run) in enumerate(runs):
        changed += changes(run)
        if run.sql == "ROLLBACK":  # which takes no key back that was given
            yield marked(key, "ROLLBACK;") + "".join(
                f"SELECT setval('{table}_{table}_seq', COALESCE(MAX({table}), 0) + 1, false) FROM {table} \\g /dev/null\n"
                for table in ("plan", "word"))
        elif changes(run) and i + 1 < len(runs) and changes(runs[i + 1][1]) and (i + 1) % 100 > 0:
            yield run.sql + " \\;\n"
        else:
            yield marked(key, ("BEGIN" if run.sql.startswith("BEGIN") else run.sql) + ";")
        if run.sql == "COMMIT" and changed >= next_look:  # PostgreSQL would find out how large the tables are
            next_look = changed + changed // 4
            yield "ANALYZE;\n"


def rows_of(text):
    return [tuple(None if value == NULL else value for value in row.split(CELL)) for row in text.split(ROW)] if text else []


def keys_of(sql, rows):
    """The columns by which rows are ordered."""
    columns = re.match(r"SELECT (?:DISTINCT )?(.*?) FROM ", sql).group(1)
    columns = re.sub(r"CASE .* END(?: AS \w+)?,", "state,", columns).split(", ")
    items = re.search(r"ORDER BY (.*?)(?: LIMIT|$)", sql).group(1).removesuffix(" DESC").split(", ")
    places = [columns.index(item) for item in items]
    return [[row[place] for place in places] for row in rows]


def differs(run, rows):
    """What SQLite gave is the beginning where the library did not ask for all. Rows with one key may change places."""
    is_whole = run.end == "D"
    if run.rows == (rows if is_whole else rows[:len(run.rows)]):
        return False
    missing = collections.Counter(run.rows) - collections.Counter(rows)
    if missing or (is_whole and len(rows) != len(run.rows)):
        return True
    return "ORDER BY" in run.sql and (not is_whole or keys_of(run.sql, run.rows) != keys_of(run.sql, rows))


def check_connection(runs, answers):
    """The rows are the same. PostgreSQL takes nothing more in a transaction in which a statement failed."""
    in_transaction = has_failed = is_over = False
    for key, run in runs:
        rows, failure = answers.get(key, ("", None))
        if has_failed and run.sql != "ROLLBACK":
            yield f"run after another failed in the transaction: {run.sql}"
        if run.sql.startswith("BEGIN"):
            in_transaction = True
        elif run.sql in ("COMMIT", "ROLLBACK"):
            in_transaction = has_failed = is_over = False
        elif run.end == "F":
            has_failed = in_transaction
            if failure is None:
                yield f"only SQLite fails: {run.sql}"
        elif is_over:
            continue
        elif failure is not None:
            is_over = in_transaction
            yield f"PostgreSQL: {failure}: {run.sql}"
        elif differs(run, rows_of(rows)):
            yield f"SQLite: {run.rows[:3]} …, PostgreSQL: {rows_of(rows)[:3]} …: {run.sql}"
        elif len(run.rows) > 1 and "ORDER BY" not in run.sql:
            yield f"several rows in no order: {run.sql}"


def check_replayed(cluster, connections, tables):
    """Runs again what was run in memory, each connection in empty tables. Gives the number of statements, and faults."""
    empty = f"TRUNCATE {', '.join(tables)} RESTART IDENTITY;\n"
    count, faults = 0, []
    for runs in connections:
        runs = [(str(i), run) for i, run in enumerate(runs)]
        answers = cluster.ask(empty + "".join(replayed(runs)))
        count += len(runs)
        faults += check_connection(runs, answers)
    return count, faults


def sampled(runs):
    """All that changes anything; what is asked hundreds of times, seldom from then on, but for answers of another size."""
    times, sizes = collections.Counter(), set()
    for run in runs:
        if run.sql.startswith("SELECT") and run.end != "F":
            times[run.prepared] += 1
            size = (run.prepared, len(run.rows))
            if times[run.prepared] > 200 and times[run.prepared] % 50 > 0 and size in sizes:
                continue
            sizes.add(size)
        yield run


def stores_of(connections):
    """What the library ran in each store that was made in memory and has something in it."""
    for runs in connections.values():
        if any(run.sql.startswith("INSERT") for run in runs) and any(run.sql.startswith("CREATE TABLE") for run in runs):
            yield list(sampled(run for run in runs if run.sql.startswith(("BEGIN", "COMMIT", "ROLLBACK"))
                               or not OF_THE_DRIVER.match(run.sql)))


# --- the test -------------------------------------------------------------------------------------------------------

def report(faults):
    shown = list(dict.fromkeys(fault[:1000] for fault in faults))
    print("\n".join(shown[:40]))
    print(f"{len(shown)} faults")
    return 1


def main():
    check_checks()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        schema, may_be_null = read_schema(folder)
        prepared, connections = collect(sys.argv[1], sys.argv[2:], folder)
        prepared = sorted(sql for sql in prepared if not OF_THE_DRIVER.match(sql))
        faults = list(check_all_seen(prepared))
        for sql in prepared:
            faults += check_parameters(sql)
            faults += check_order(sql, may_be_null)
        programs = find_programs()
        if programs is None:
            if faults:
                return report(faults)
            print(f"{len(prepared)} statements; PostgreSQL is not there (Debian: postgresql-15), so they were not tried")
            return SKIPPED
        os.chmod(folder, 0o711)
        (folder / "postgres").mkdir()
        with Cluster(programs, folder / "postgres") as cluster:
            made = cluster.ask("".join(marked(table, translated(sql) + ";") for _, table, sql in schema))
            assert not [answer for answer in made.values() if answer[1] is not None], made
            faults += check_prepared(cluster, prepared)
            tables = [table for kind, table, _ in schema if kind == "table"]
            stores = list(stores_of(connections))
            count, differences = check_replayed(cluster, stores, tables)
            faults += differences
        print(f"{len(prepared)} statements prepared, {count} run in {len(stores)} stores")
        return report(faults) if faults else 0


if __name__ == "__main__":
    sys.exit(main())
