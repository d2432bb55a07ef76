#!/usr/bin/python3
"""Writes docs/cookbook.md and docs/cookbook.vi.md from tests/data/deadlines.tsv, whose rows it checks on the way.

A row is a phrase, the year of its plan and the clauses that it means; "# …" begins a group. With --check nothing is
written: it fails when the pages are not what the table gives. TTHC_LIBRARY names the library.
"""
import argparse
import ctypes
import json
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = ROOT / "tests/data/deadlines.tsv"
SHOWN = 3  # dates of a phrase

GROUPS = {
    "Quarters": "Quý",
    "Days and months": "Ngày và tháng",
    "Years and halves": "Năm và nửa năm",
    "Ranges": "Khoảng thời gian",
    "Recurring": "Định kỳ",
    "Throughout": "Thường xuyên",
    "Events and lengths of time": "Sự kiện và thời lượng",
    "Several at once": "Nhiều phần trong một câu",
    "Not read": "Không đọc được",
}


class Library:
    """The calls that the page needs."""

    def __init__(self, path):
        lib = self.lib = ctypes.CDLL(path)
        pointer = ctypes.c_void_p
        for name, result, *parameters in (
                ("tthc_calendar_new", pointer, ctypes.c_char_p, pointer),
                ("tthc_calendar_free", None, pointer),
                ("tthc_deadline_explain", pointer, pointer, ctypes.c_char_p, ctypes.c_char_p, pointer),
                ("tthc_error_new", pointer),
                ("tthc_error_message", ctypes.c_char_p, pointer, ctypes.c_char_p),
                ("tthc_text_data", ctypes.c_char_p, pointer),
                ("tthc_text_free", None, pointer)):
            function = getattr(lib, name)
            function.restype, function.argtypes = result, parameters
        self.err = lib.tthc_error_new()
        self.calendar = lib.tthc_calendar_new(None, self.err)

    def explain(self, phrase, options):
        text = self.lib.tthc_deadline_explain(self.calendar, phrase.encode(), json.dumps(options).encode(), self.err)
        if not text:
            sys.exit(f"{phrase}: {self.lib.tthc_error_message(self.err, b'en').decode()}")
        try:
            return json.loads(self.lib.tthc_text_data(text))
        finally:
            self.lib.tthc_text_free(text)


# --- clauses in words ---------------------------------------------------------------------------------------------

class English:
    page = "docs/cookbook.md"
    title = "# Deadline phrases\n"
    other = "[Tiếng Việt](cookbook.vi.md)"
    intro = f"""\
What the library makes of the phrases in the column "time" of real plans. Each row gives the phrase, the year of the plan
that it stands in, its meaning, the first {SHOWN} dates on which it falls due in the plan's year or later (earlier, when the
phrase names an earlier time), and the clauses as JSON. *Effective* is the due day moved to a working day; days of years
without official days off yet are computed. Reports are those of the default regime, for a unit without a level.
[formats.md](formats.md) tells what the members of a clause mean; `examples/explain_deadline` reads any phrase.
"""
    columns = "Phrase", "Plan", "Meaning", "Start", "Due", "Effective", "Clauses"
    made = "Made by `tests/calendar/cookbook.py` from `tests/data/deadlines.tsv`."
    none = "—"
    every = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "half-year": "half-year",
             "year": "year"}
    months = ("January February March April May June July August September October November December").split()

    @staticmethod
    def group(name):
        return name

    @staticmethod
    def day(text):
        return text

    @staticmethod
    def join(parts):
        return "; ".join(parts)

    @staticmethod
    def listed(words):
        return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]

    def bounds(self, clause):
        return (f", from {clause['start']} on" if "start" in clause else "") + \
               (f", until {clause['until']}" if "until" in clause else "")

    def once(self, clause):
        if "start" not in clause:
            return f"once, by {clause['due']}"
        if clause["start"] == clause["due"]:
            return f"once, on {clause['due']}"
        return f"once, between {clause['start']} and {clause['due']}"

    def recurring(self, clause):
        if "every" not in clause:
            return "every reporting period of the plan's regime" + self.bounds(clause)
        times = {1: "", 2: "twice "}.get(clause.get("times", 1), f"{clause.get('times')} times ")
        text = f"{times}every {self.every[clause['every']]}"
        if "months" in clause:
            text += " in " + self.listed([self.months[month - 1] for month in clause["months"]])
        if "day" in clause:
            place = "" if clause["every"] == "month" else " of the month" if "months" in clause else " of its last month"
            text += f", by day {clause['day']}{place}"
        return text + self.bounds(clause)

    def ongoing(self, clause):
        return "throughout, judged by the reports of the plan's regime" + self.bounds(clause)

    def on_event(self, clause):
        text = f"depends on “{clause['event']}”" if "event" in clause else ""
        after = clause.get("after")
        if after is not None:
            what = f"“{after['event']}”" if "event" in after else "its beginning"
            length = f"{after['days']} {'working ' if after.get('working') else ''}day{'s' * (after['days'] > 1)}"
            text += f"{', ' if text else ''}within {length} after {what}"
        return text + self.bounds(clause)

    def ad_hoc(self, _):
        return "on demand"

    def unknown(self, _):
        return "not read: never overdue"


class Vietnamese(English):
    page = "docs/cookbook.vi.md"
    title = "# Cách ghi thời hạn\n"
    other = "[English](cookbook.md)"
    intro = f"""\
Thư viện hiểu cột "thời gian thực hiện" của các kế hoạch như thế nào. Mỗi dòng gồm: cách ghi, năm của kế hoạch, ý nghĩa,
{SHOWN} lần đến hạn đầu tiên từ năm của kế hoạch trở đi (hoặc sớm hơn, nếu cách ghi nêu thời gian sớm hơn) và các phần của
thời hạn ở dạng JSON. *Hạn thực tế* là hạn đã chuyển sang ngày làm việc; ngày nghỉ của những năm chưa có thông báo chính
thức được tính theo luật. Báo cáo theo chế độ báo cáo mặc định, của đơn vị không ghi cấp. Ý nghĩa từng thành phần có trong
[formats.md](formats.md); chương trình `examples/explain_deadline` đọc mọi cách ghi.
"""
    made = "Trang này do `tests/calendar/cookbook.py` tạo từ `tests/data/deadlines.tsv`."
    columns = "Cách ghi", "Kế hoạch", "Ý nghĩa", "Bắt đầu", "Hạn", "Hạn thực tế", "Các phần"
    every = {"day": "hằng ngày", "week": "hằng tuần", "month": "hằng tháng", "quarter": "hằng quý",
             "half-year": "6 tháng một lần", "year": "hằng năm"}
    each = {"day": "ngày", "week": "tuần", "month": "tháng", "quarter": "quý", "half-year": "6 tháng", "year": "năm"}

    @staticmethod
    def group(name):
        return GROUPS[name]

    @staticmethod
    def day(text):
        return "/".join(reversed(text.split("-")))

    @staticmethod
    def listed(words):
        return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " và " + words[-1]

    def bounds(self, clause):
        return (f", từ ngày {self.day(clause['start'])}" if "start" in clause else "") + \
               (f", đến hết ngày {self.day(clause['until'])}" if "until" in clause else "")

    def once(self, clause):
        due = self.day(clause["due"])
        if "start" not in clause:
            return f"một lần, chậm nhất ngày {due}"
        if clause["start"] == clause["due"]:
            return f"một lần, trong ngày {due}"
        return f"một lần, từ ngày {self.day(clause['start'])} đến hết ngày {due}"

    def recurring(self, clause):
        if "every" not in clause:
            return "mỗi kỳ báo cáo theo chế độ báo cáo của kế hoạch" + self.bounds(clause)
        text = self.every[clause["every"]]
        if "times" in clause:
            text = f"{clause['times']} lần mỗi {self.each[clause['every']]}"
        if "months" in clause:
            text += " vào " + self.listed([f"tháng {month}" for month in clause["months"]])
        if "day" in clause:
            place = {"month": "", "quarter": " của tháng cuối quý", "half-year": " của tháng cuối kỳ 6 tháng",
                     "year": " của tháng đó" if "months" in clause else " của tháng cuối năm"}[clause["every"]]
            text += f", chậm nhất ngày {clause['day']}{place}"
        return text + self.bounds(clause)

    def ongoing(self, clause):
        return "thường xuyên, đánh giá qua báo cáo theo chế độ báo cáo của kế hoạch" + self.bounds(clause)

    def on_event(self, clause):
        text = f"tùy thuộc vào “{clause['event']}”" if "event" in clause else ""
        after = clause.get("after")
        if after is not None:
            what = f"khi: “{after['event']}”" if "event" in after else "khi bắt đầu"
            length = f"{after['days']} ngày{' làm việc' if after.get('working') else ''}"
            text += f"{', ' if text else ''}trong {length} kể từ {what}"
        return text + self.bounds(clause)

    def ad_hoc(self, _):
        return "đột xuất, khi có yêu cầu"

    def unknown(self, _):
        return "không đọc được: không bao giờ bị coi là quá hạn"


# --- the table ----------------------------------------------------------------------------------------------------

def rows_of(path):
    """(group, None, None, None) for each group, then its (group, phrase, year, clauses)."""
    group = None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line:
            continue
        if line.startswith("# "):
            group = line[2:]
            if group not in GROUPS:
                sys.exit(f"{path.name}:{number}: {group} has no Vietnamese name in cookbook.py")
            yield group, None, None, None
            continue
        phrase, year, clauses = line.split("\t")
        yield group, phrase, int(year) if year else None, json.loads(clauses)


def dates_of(library, phrase, year, clauses):
    """The first occurrences, and whether there are more."""
    ends = [clause[name] for clause in clauses for name in ("due", "until") if name in clause]
    first = min([f"{year or 2026}"] + [end[:4] for end in ends]) + "-01-01"
    options = {"span": {"from": first, "to": f"{int(first[:4]) + 30}-12-31"}}
    if year is not None:
        options["year"] = year
    occurrences = library.explain(phrase, options)["occurrences"]
    return occurrences[:SHOWN], len(occurrences) > SHOWN


def cell(text):
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_")


def code(text):
    return "`" + text.replace("|", "\\|") + "`"


def line_of(language, phrase, year, clauses, dates, more):
    meaning = language.join([getattr(language, clause["kind"].replace("-", "_"))(clause) for clause in clauses])
    columns = [[language.day(date[name]) if name in date else language.none for date in dates] + ["…"] * more
               or [language.none] for name in ("start", "due", "effective")]
    shown = [cell(phrase), str(year or language.none), cell(meaning), *("<br>".join(column) for column in columns),
             code(json.dumps(clauses, ensure_ascii=False))]
    return "| " + " | ".join(shown) + " |"


def pages(library):
    languages = English(), Vietnamese()
    texts = {language.page: [language.title, language.other + "\n", language.intro, language.made]
             for language in languages}
    wrong = 0
    for group, phrase, year, clauses in rows_of(TABLE):
        if phrase is None:
            for language in languages:
                head = "| " + " | ".join(language.columns) + " |\n|" + "---|" * len(language.columns)
                texts[language.page].append(f"\n## {language.group(group)}\n\n{head}")
            continue
        found = library.explain(phrase, {} if year is None else {"year": year})["clauses"]
        if found != clauses:
            print(f"{phrase}: {json.dumps(found, ensure_ascii=False)}, the table has "
                  f"{json.dumps(clauses, ensure_ascii=False)}", file=sys.stderr)
            wrong += 1
            continue
        dates, more = dates_of(library, phrase, year, clauses)
        for language in languages:
            texts[language.page].append(line_of(language, phrase, year, clauses, dates, more))
    if wrong:
        sys.exit(f"{wrong} rows of {TABLE.name} are not what the library reads")
    return {page: "\n".join(lines) + "\n" for page, lines in texts.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    stale = []
    for name, text in pages(Library(os.environ["TTHC_LIBRARY"])).items():
        path = ROOT / name
        if not arguments.check:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            stale.append(name)
    if stale:
        sys.exit(f"{', '.join(stale)}: not what the table gives; write them anew with\n"
                 "  TTHC_LIBRARY=build/libtthcplan.so /usr/bin/python3 tests/calendar/cookbook.py")


if __name__ == "__main__":
    main()
