#!/usr/bin/python3
"""A second tally, written from the form's definitions and not from lib/assess, compared with the library's.

Makes dossiers at random with a fixed seed, feeds them by the calls or as a table, and compares every column of every unit
and period, and the totals; and reads the example's table by Python's csv module and compares with `dossier_tally --json`.

environment: TTHC_LIBRARY, TTHC_EXAMPLES_DIR (where dossier_tally is), TTHC_TEST_SOURCE_DIR (the source tree)
"""
import csv
import ctypes
import datetime
import io
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import unicodedata

SOURCE = pathlib.Path(os.environ.get("TTHC_TEST_SOURCE_DIR", "."))
PROGRAM = pathlib.Path(os.environ.get("TTHC_EXAMPLES_DIR", "build/examples")) / "dossier_tally"
DATA = SOURCE / "examples" / "data"
EPOCH = datetime.date(1970, 1, 1)
ONE = datetime.timedelta(days=1)
NO_DAY = -2147483647
COLUMNS = ["received", "received_online", "received_direct", "carried_over", "done", "done_early", "done_on_time",
           "done_late", "pending", "pending_in_time", "pending_overdue"]
CHANNELS = ["online", "direct", "post"]


# --- the form -------------------------------------------------------------------------------------------------------

def quarters(year):
    """Reporting quarters of Decree 09/2019: from the 15th to the 14th."""
    for n in range(1, 5):
        end = datetime.date(year, n * 3, 14)
        start = datetime.date(year - (n == 1), (n * 3 - 4) % 12 + 1, 15)
        yield f"kstt:{year}-Q{n}", start, end


def months(year):
    for n in range(1, 13):
        start = datetime.date(year, n, 1)
        yield f"{year}-{n:02}", start, (start + 31 * ONE).replace(day=1) - ONE


def form(dossiers, start, end):
    """The columns 3 to 13 of these dossiers in a period; None when there is none to tell of."""
    cells = {name: 0 for name in COLUMNS}
    for dossier in dossiers:
        received, due, finished = dossier["received"], dossier["due"], dossier["finished"]
        if finished is not None:
            finished = max(finished, received)
        if received > end or (finished is not None and finished < start):
            continue
        if received < start:
            cells["carried_over"] += 1
        else:
            cells["received_online" if dossier["channel"] == "online" else "received_direct"] += 1
        if finished is None or finished > end:
            stands_still = finished is None and dossier["result"] == "awaiting-supplement"
            late = due is not None and due < end and not stands_still
            cells["pending_overdue" if late else "pending_in_time"] += 1
        elif dossier["result"] != "done" or due is None or finished == due:
            cells["done_on_time"] += 1
        else:
            cells["done_early" if finished < due else "done_late"] += 1
    cells["received"] = cells["received_online"] + cells["received_direct"] + cells["carried_over"]
    cells["done"] = cells["done_early"] + cells["done_on_time"] + cells["done_late"]
    cells["pending"] = cells["pending_in_time"] + cells["pending_overdue"]
    assert cells["received"] == cells["done"] + cells["pending"]
    return cells if cells["received"] else None


def tally(dossiers, periods):
    """{(unit or None, period): columns}"""
    rows = {}
    units = list(dict.fromkeys(dossier["unit"] for dossier in dossiers))
    for name, start, end in periods:
        for unit in units:
            rows[unit, name] = form([dossier for dossier in dossiers if dossier["unit"] == unit], start, end)
        rows[None, name] = form(dossiers, start, end)
    return rows


def library_rows(document):
    return {(row.get("unit"), row["period"]): {name: row[name] for name in COLUMNS} if "received" in row else None
            for row in document["rows"]}


def compare(label, got, wanted):
    for key in wanted.keys() | got.keys():
        if got.get(key, "no row") != wanted.get(key, "no row"):
            sys.exit(f"{label}: {key}:\n  library {got.get(key, 'no row')}\n  oracle  {wanted.get(key, 'no row')}")


# --- the library ----------------------------------------------------------------------------------------------------

class Library:
    def __init__(self):
        lib = ctypes.CDLL(os.environ["TTHC_LIBRARY"])
        pointer, text, i32, i64 = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int32, ctypes.c_int64
        for name, result, arguments in [
                ("tthc_error_new", pointer, []), ("tthc_error_problems_json", text, [pointer, text]),
                ("tthc_tally_new", pointer, [pointer, text, pointer]), ("tthc_tally_free", None, [pointer]),
                ("tthc_tally_add_dossier", i32, [pointer, text, text, i32, i32, i32, text, pointer]),
                ("tthc_tally_read_csv", i32, [pointer, pointer, text, i64, text, pointer]),
                ("tthc_tally_json", pointer, [pointer, text, pointer]),
                ("tthc_text_data", text, [pointer]), ("tthc_text_free", None, [pointer])]:
            function = getattr(lib, name)
            function.restype, function.argtypes = result, arguments
        self.lib, self.err = lib, lib.tthc_error_new()

    def check(self, good):
        if not good:
            sys.exit(self.lib.tthc_error_problems_json(self.err, b"en").decode())

    def new(self, options):
        handle = self.lib.tthc_tally_new(None, json.dumps(options).encode(), self.err)
        self.check(handle)
        return handle

    def take(self, handle):
        """The tally as its document says, and no tally any more."""
        text = self.lib.tthc_tally_json(handle, None, self.err)
        document = json.loads(self.lib.tthc_text_data(text))
        self.lib.tthc_text_free(text)
        self.lib.tthc_tally_free(handle)
        return document

    def add(self, handle, dossier):
        def number(day):
            return NO_DAY if day is None else (day - EPOCH).days
        options = {"channel": dossier["channel"], "result": dossier["result"], "update": True}
        self.check(self.lib.tthc_tally_add_dossier(
            handle, dossier["unit"].encode(), dossier["id"].encode(), number(dossier["received"]), number(dossier["due"]),
            number(dossier["finished"]), json.dumps(options).encode(), self.err) >= 0)

    def read(self, handle, table):
        self.check(self.lib.tthc_tally_read_csv(handle, None, table.encode(), -1, b'{"update": true}', self.err) >= 0)


# --- dossiers at random ---------------------------------------------------------------------------------------------

def random_dossier(rng, number, units):
    received = datetime.date(2020, 10, 1) + ONE * rng.randrange(500)
    if rng.random() < 0.2:  # close to a cut-off
        received = datetime.date(2021, rng.choice([3, 6, 9, 12]), rng.choice([13, 14, 15, 16]))
    due = None if rng.random() < 0.05 else received + ONE * rng.choice([-2, 0, 1, 3, 10, 30, 90])
    finished = None if rng.random() < 0.15 else received + ONE * rng.choice([-1, 0, 0, 1, 3, 9, 10, 11, 30, 100, 200])
    if due is not None and rng.random() < 0.2:
        finished = due
    result = rng.choice(["in-progress", "awaiting-supplement"])
    if finished is not None:
        result = rng.choice(["done", "done", "done", "done", "returned", "withdrawn", "awaiting-supplement"])
    return {"unit": rng.choice(units), "id": str(number), "received": received, "due": due, "finished": finished,
            "channel": rng.choice(CHANNELS), "result": result}


def as_table(dossiers, rng):
    separator = rng.choice(";,\t")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=rng.choice(["\n", "\r\n"]))
    writer.writerow(["dossier", "unit", "channel", "received", "due", "finished", "result"])
    for dossier in dossiers:
        shape = rng.choice(["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y 07:30"])
        days = ["" if dossier[name] is None else dossier[name].strftime(shape) for name in ("received", "due", "finished")]
        writer.writerow([dossier["id"], dossier["unit"], dossier["channel"], *days, dossier["result"]])
    return out.getvalue()


def test_random(library, seed):
    rng = random.Random(seed)
    units = [f"u{n}" for n in range(rng.choice([1, 3, 8]))]
    rows = [random_dossier(rng, n, units) for n in range(rng.choice([0, 1, 20, 400]))]
    rows += [dict(random_dossier(rng, 0, units), id=row["id"], unit=row["unit"])  # sent again, with other content
             for row in rows if rng.random() < 0.1]
    options = {"first_day": "2021-01-01", "last_day": "2021-12-31"}
    if seed % 2:
        options.update(regime=None, period="month")
    periods = list(months(2021) if seed % 2 else quarters(2021))
    wanted = tally(list({(row["unit"], row["id"]): row for row in rows}.values()), periods)
    by_calls, by_table = library.new(options), library.new(options)
    for row in rows:
        library.add(by_calls, row)
    library.read(by_table, as_table(rows, rng))
    for label, handle in (("calls", by_calls), ("table", by_table)):
        document = library.take(handle)
        compare(f"seed {seed}, {label}", library_rows(document), wanted)


# --- the example's table --------------------------------------------------------------------------------------------

def fold(name):
    """Names that differ by case, marks, blanks and "&" are one."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    plain = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(word for word in plain.split() if word != "va")


def cell_day(text):
    for shape, order in ((r"(\d{4})-(\d\d?)-(\d\d?)", (1, 2, 3)), (r"(\d\d?)/(\d\d?)/(\d{4})", (3, 2, 1))):
        found = re.search(shape, text)
        if found:
            return datetime.date(*(int(found[part]) for part in order))
    return None


def test_example():
    plan = json.loads((DATA / "vinh-cuu-2021.json").read_text(encoding="utf-8"))
    names = {fold(name): unit["id"] for unit in plan["units"]
             for name in [unit["name"], unit["id"], *unit.get("aliases", [])]}
    results = {"rut ho so": "withdrawn", "tra lai": "returned", "cho bo sung": "awaiting-supplement"}
    dossiers = []
    table = (DATA / "ho-so-2021.csv").read_text(encoding="utf-8-sig")
    for row in csv.DictReader(io.StringIO(table, newline=""), delimiter=";"):
        if row["Mã hồ sơ"]:
            dossiers.append({
                "unit": names[fold(row["Đơn vị giải quyết"])], "received": cell_day(row["Ngày tiếp nhận"]),
                "due": cell_day(row["Ngày hẹn trả kết quả"]), "finished": cell_day(row["Ngày kết thúc"]),
                "channel": "online" if fold(row["Hình thức nộp"]) == "truc tuyen" else "direct",
                "result": results.get(fold(row["Trạng thái"]), "done")})
    assert len(dossiers) == 330
    for last in range(1, 3):
        periods = list(quarters(2021))[:last]
        output = subprocess.run([PROGRAM, "--json", DATA / "vinh-cuu-2021.json", DATA / "ho-so-2021.csv",
                                 periods[-1][0]], capture_output=True, check=True).stdout
        compare(f"the example, {periods[-1][0]}", library_rows(json.loads(output)), tally(dossiers, periods))


def main():
    library = Library()
    for seed in range(60):
        test_random(library, seed)
    test_example()


if __name__ == "__main__":
    main()
