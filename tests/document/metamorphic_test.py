"""The same plan in another dress: changes of a document that must not change what is read.

Each change is made on every document of the tests (and of the samples, where they are); seeds are fixed.
"""
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unicodedata

SOURCE = pathlib.Path(os.environ["TTHC_TEST_SOURCE_DIR"])
READER = pathlib.Path(os.environ["TTHC_EXAMPLES_DIR"]) / "read_document"
SAMPLES = SOURCE.parent / "shared/samples/plans"
ROW = re.compile(r"^[^\t]*\t[^\t]*\t[^\t]*\t")  # at least four cells


def read(data):
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(data if isinstance(data, bytes) else data.encode())
        file.flush()
        result = subprocess.run([READER, file.name], capture_output=True, check=False)
    if result.returncode > 1:
        return {"failed": result.stderr.decode()}
    return json.loads(result.stdout)


def whole(plan):
    return plan


def without_part_labels(plan):
    def strip(parts):
        return [{**{k: v for k, v in part.items() if k != "label"}, "parts": strip(part.get("parts", []))}
                for part in parts]
    preamble = re.sub(r"^[-–] ", "", plan.get("preamble", ""), flags=re.M)
    return {**plan, "preamble": preamble, "parts": strip(plan.get("parts", []))}


def skeleton(plan):
    """What does not depend on how words are written: ids, labels, who, and the meaning of the deadlines."""
    tasks = [(task["id"], task.get("parent"), len(task.get("lead", {}).get("units", [])),
              len(task.get("coordinator", {}).get("units", [])), task.get("deadline", {}).get("clauses"))
             for task in plan.get("tasks", [])]
    return [section["label"] for section in plan.get("sections", [])], tasks, len(plan.get("units", []))


# --- changes ---------------------------------------------------------------------------------------------------------

def unchanged(text, _):
    return text


def with_crlf_and_mark(text, _):
    return "\ufeff" + text.replace("\n", "\r\n")


def decomposed(text, _):
    return unicodedata.normalize("NFD", text)


def utf_16(order, mark):
    return lambda text, _: mark + text.encode(order)


def heading_lines(lines):
    tells_who = re.compile(r"(số tt|stt|tt)\t.*(chủ trì|phối hợp|thực hiện)")
    return [n for n, line in enumerate(lines) if tells_who.match(line.lower())]


def task_table(lines):
    """The heading row and the rows of a document's only task table; none where the change would not be fair: two
    tables, headings of two rows, rows of another width (their merged cells are gone)."""
    headings = heading_lines(lines)
    rows = [n for n, line in enumerate(lines) if line.count("\t") >= 3]
    if len(headings) != 1 or lines[headings[0] + 1].startswith("\t"):
        return None, []
    width = lines[headings[0]].count("\t")
    return headings[0], [n for n in rows if n > headings[0]] if all(lines[n].count("\t") == width for n in rows) else []


def columns_shuffled(text, rng):
    """The columns stand in another order, their headings too. Short rows get their empty cells first."""
    lines = text.split("\n")
    heading, rows = task_table(lines)
    if not rows:
        return text
    width = lines[heading].count("\t") + 1
    order = list(range(1, width))
    rng.shuffle(order)
    for n in range(heading, rows[-1] + 1):
        cells = lines[n].split("\t")
        if 2 <= len(cells) <= width:
            cells += [""] * (width - len(cells))
            lines[n] = "\t".join(cells[place] for place in [0] + order)
    return "\n".join(lines)


def rows_cut(text, rng):
    """Rows are cut by a page's end in the middle of their title, with a page number between the halves."""
    lines = text.split("\n")
    heading, rows = task_table(lines)
    for n in reversed(rows):
        cells = lines[n].split("\t")
        at = next((k for k, cell in enumerate(lines[heading].lower().split("\t"))
                   if re.search("nội dung|nhiệm vụ|công việc", cell)), None)
        title = cells[at].split(" ") if at else []
        places = [k for k in range(2, len(title)) if title[k][:1].islower() and title[k - 1][-1:] not in ".;:!?"]
        if not re.fullmatch(r"\d+(\.\d+)*\.?", cells[0]) or not places or rng.random() < 0.5:
            continue
        cut = rng.choice(places)
        rest = [""] * len(cells)
        cells[at], rest[at] = " ".join(title[:cut]), " ".join(title[cut:])
        lines[n:n + 1] = ["\t".join(cells), "", "7", "", "\t".join(rest)]
    return "\n".join(lines)


def headings_repeated(text, rng):
    """The heading row stands again in the middle of the table."""
    lines = text.split("\n")
    heading, rows = task_table(lines)
    if rows:
        lines.insert(rng.choice([n for n in rows if re.match(r"\d", lines[n])]), lines[heading])
    return "\n".join(lines)


def headings_in_capitals(text, _):
    return "\n".join(line.upper() if re.match(r"(Số TT|STT|TT)\t", line) else line for line in text.split("\n"))


def other_list_marks(text, _):
    return re.sub(r"^- (?!.*:)", "– ", text, flags=re.M)


def as_markdown(text, _):
    """Rows as a pipe table."""
    out = []
    for line in text.split("\n"):
        if ROW.match(line):
            out.append("| " + " | ".join(line.replace("|", r"\|").split("\t")) + " |")
        else:
            out.append(line)
    return "\n".join(out)


def tones_moved(text, _):
    """"hóa" is "hoá", "thủy" is "thuỷ"."""
    pairs = {"óa": "oá", "òa": "oà", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "úy": "uý", "ùy": "uỳ", "ủy": "uỷ", "ũy": "uỹ",
             "ụy": "uỵ", "óe": "oé", "òe": "oè"}
    return re.sub("|".join(pairs) + r"(?!\w)", lambda m: pairs.get(m[0], m[0]), text)


CHANGES = [
    (with_crlf_and_mark, whole), (decomposed, whole), (utf_16("utf-16-le", b"\xff\xfe"), whole),
    (utf_16("utf-16-be", b"\xfe\xff"), whole), (columns_shuffled, whole), (rows_cut, whole), (headings_repeated, whole),
    (headings_in_capitals, whole), (other_list_marks, without_part_labels), (as_markdown, whole), (tones_moved, skeleton)]


def difference(one, other):
    """Where two results differ first."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in one.keys() | other.keys():
            if one.get(name) != other.get(name):
                return f"/{name}{difference(one.get(name), other.get(name))}"
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)) and len(one) == len(other):
        for n, (a, b) in enumerate(zip(one, other)):
            if a != b:
                return f"/{n}{difference(a, b)}"
    return f": {str(one)[:160]!r}, was {str(other)[:160]!r}"


def main():
    documents = sorted((SOURCE / "tests/data/documents").glob("*.txt")) + [SOURCE / "examples/data/vinh-cuu-2021.txt"]
    documents += sorted(SAMPLES.glob("*.txt"))
    if not SAMPLES.exists():
        print("skipped: no sample plans")
    failures = checks = changed = 0
    for path in documents:
        text = path.read_text(encoding="utf-8")
        wanted = read(unchanged(text, None))
        for number, (change, view) in enumerate(CHANGES):
            other = change(text, random.Random(number))
            changed += other != text
            got = read(other)
            checks += 1
            if view(got) != view(wanted):
                failures += 1
                name = getattr(change, "__name__", "utf_16")
                print(f"{path.name}: {name}: {difference(view(got), view(wanted))}")
    print(f"{len(documents)} documents, {checks} checks, {changed} changed a document, {failures} failed")
    return 1 if failures or changed < checks // 2 else 0


if __name__ == "__main__":
    sys.exit(main())
