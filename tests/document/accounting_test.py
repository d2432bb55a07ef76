"""Every line and cell of a document is in the plan or in a finding: told apart from the reader, by words.

accounting_test.py: runs the example read_document on every document of the tests and the samples.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata
import zipfile
from xml.etree import ElementTree

SOURCE = pathlib.Path(os.environ["TTHC_TEST_SOURCE_DIR"])
READER = pathlib.Path(os.environ["TTHC_EXAMPLES_DIR"]) / "read_document"
SAMPLES = SOURCE.parent / "shared"

# Words that only say what stands behind them, and are no content: the plan has members for what they announce.
LABELS = re.compile(
    r"^(số|số tt|nơi nhận|kế hoạch|phần|phần thứ|phụ lục|mục|nhóm|chương|"
    r"((các )?(cơ quan )?(đơn vị )?(cá nhân )?)(chủ trì|phối hợp|thực hiện|chủ trì thực hiện|chủ trì tham mưu)|"
    r"(thời gian|thời hạn|tiến độ)( thực hiện| hoàn thành)?|hoàn thành|(sản phẩm )?kết quả( đạt được)?|sản phẩm|"
    r"nhiệm vụ|nội dung)$")
UNCOLONED = re.compile(r"^thời gian thực hiện ")
# "Vĩnh Cửu, ngày 05 tháng 01 năm 2021" becomes a place and a day.
ISSUED = re.compile(r"^([^,]{2,40}), ngày +\d+ tháng +\d+ năm +\d+$|^tháng +\d+ năm +\d+$", re.I)
CUT_DAY = re.compile(r", ngày \d+$")


def words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def strings(value):
    """All texts of a plan document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, list):
        for element in value:
            yield from strings(element)


def plain(cell):
    """A cell without what is only Markdown's or a list mark."""
    cell = unicodedata.normalize("NFC", cell).replace("<br>", " ").replace("**", "").replace("~~", " ").strip().strip("*")
    cell = re.sub(r"\\([\\`*_{}\[\]()#+\-.!|~>])", r"\1", cell)
    return re.sub(r"^#+ ", "", cell)


def pieces(text, markdown):
    """(line, cell, text) of everything that is not blank; the cell is None for a paragraph."""
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r")
        if markdown and line.lstrip().startswith("|"):
            if re.fullmatch(r"[|\-: ]+", line.strip()):
                continue
            cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
        elif "\t" in line:
            cells = line.split("\t")
        else:
            if plain(line):
                yield number, None, plain(line)
            continue
        for place, cell in enumerate(cells, 1):
            if plain(cell):
                yield number, place, plain(cell)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {W + name for name in ("del", "moveFrom", "instrText", "delText")}


def docx_text(element):
    """The text of a paragraph or a cell as it is seen: without what was deleted."""
    if element.tag in GONE:
        return ""
    if element.tag in (W + "tab", W + "br", W + "cr"):
        return " "
    text = (element.text or "") if element.tag == W + "t" else ""
    text += "".join(docx_text(child) for child in element)
    return text + " " if element.tag == W + "p" else text


def docx_pieces(path):
    """((paragraph or table, row, cell) of a .docx, text)."""
    body = ElementTree.fromstring(zipfile.ZipFile(path).read("word/document.xml")).find(W + "body")
    paragraphs = tables = 0
    for element in [child for outer in body
                    for child in (outer.find(W + "sdtContent") if outer.tag == W + "sdt" else [outer])]:
        if element.tag == W + "p":
            paragraphs += 1
            yield (paragraphs, None, None), docx_text(element).strip()
        elif element.tag == W + "tbl":
            tables += 1
            for row, line in enumerate(element.findall(W + "tr"), 1):
                if line.find(f"{W}trPr/{W}del") is not None:
                    continue
                for cell in line.findall(W + "tc"):
                    yield (tables, row, cell), docx_text(cell).strip()


def run(path):
    result = subprocess.run([READER, "--findings", "--language", "en", path], capture_output=True, check=False)
    if result.returncode > 1:
        sys.exit(f"{path.name}: {result.stderr.decode()}")
    return json.loads(result.stdout), result.stderr.decode()


def is_held(said, held):
    """Whether words stand in a text of the plan; or as two runs, as a position and a name do."""
    if f" {said} " in held:
        return True
    parts = said.split(" ")
    return any(f" {' '.join(parts[:n])} " in held and f" {' '.join(parts[n:])} " in held
               for n in range(2, len(parts) - 1))


def account(name, text, plan, listed):
    """The pieces of a document that are nowhere."""
    held = "\n".join(" ".join(words(text)) for text in strings(plan))
    held = f"\n{held}\n".replace("\n", " \n ")
    found = {(int(line), int(cell) if cell else None)
             for line, cell in re.findall(r": line (\d+)(?:, cell (\d+))?: ", listed)}
    for line, cell, piece in pieces(text, name.endswith(".md")):
        # What was passed over, or joined, is told at the first cell of its row.
        if (line, cell) in found or (line, None) in found or (cell is not None and (line, 1) in found):
            continue
        yield from segments_lost(f"{name}:{line}{'' if cell is None else f', cell {cell}'}", piece, held)


def account_docx(path, plan, listed):
    """The same of a .docx. A row's finding stands for the row."""
    held = "\n".join(" ".join(words(text)) for text in strings(plan))
    held = f"\n{held}\n".replace("\n", " \n ")
    found = {(int(n), None) for n in re.findall(r": paragraph (\d+): ", listed)}
    found |= {(int(t), int(r)) for t, r in re.findall(r": table (\d+), row (\d+)", listed)}
    for (number, row, _), piece in docx_pieces(path):
        if (number, row) not in found:
            yield from segments_lost(f"{path.name}:{number}{'' if row is None else f', row {row}'}", piece, held)


def segments_lost(where, piece, held):
    """The segments of a piece that no text of the plan has."""
    if piece:
        for segment in re.split(r"[.;:()\"“”/]|(?<= )- | \+ |^- ?|^\+ ?|^\* ?", CUT_DAY.sub("", ISSUED.sub(r"\1", piece))):
            said = UNCOLONED.sub("", " ".join(words(segment)))
            if not said or LABELS.match(said) or is_held(said, held):
                continue
            first, _, rest = said.partition(" ")  # the number of a row or a part is its label
            if len(first) <= 5 and (not rest or is_held(rest, held)):
                continue
            yield f"{where}: {segment.strip()!r} of {piece[:100]!r}"


def check_that_it_can_fail(text, plan, listed):
    """Without one of its tasks, or a part, a plan does not account for the document."""
    for member in ("tasks", "parts", "recipients"):
        lesser = {**plan, member: plan[member][:-1]}
        assert list(account("x.txt", text, lesser, re.sub(r".*line.*\n", "", listed))), member


def main():
    folders = [SOURCE / "tests/data/documents", SOURCE / "examples/data", SAMPLES / "samples/plans"]
    documents = [path for folder in folders if folder.exists() for suffix in ("txt", "md")
                 for path in sorted(folder.glob(f"*.{suffix}")) if path.name != "README.md"]
    if not folders[-1].exists():
        print("skipped: no sample plans")
    lost, docx = [], 0
    for path in [path for folder in folders for path in sorted(folder.glob("*.docx"))]:
        if subprocess.run([READER, path], capture_output=True, check=False).stderr.find(b"libzip") >= 0:
            print("skipped: the component docx is not built")
            break
        docx += 1
        plan, listed = run(path)
        lost += account_docx(path, plan, listed)
        assert list(account_docx(path, {**plan, "tasks": plan["tasks"][:-1]}, "")), path  # it can fail
    for path in documents:
        text = path.read_text(encoding="utf-8")
        plan, listed = run(path)
        lost += account(path.name, text, plan, listed)
        if path.name == "vinh-cuu-2021.txt":
            check_that_it_can_fail(text, plan, listed)
    print("\n".join(lost))
    print(f"{len(documents)} texts and {docx} .docx, {len(lost)} pieces that are nowhere")
    return 1 if lost or not documents else 0


if __name__ == "__main__":
    sys.exit(main())
