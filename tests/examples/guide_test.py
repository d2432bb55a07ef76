#!/usr/bin/python3
"""The guide's C snippets are one program: it compiles, runs, and prints what the guide says that it prints.

usage: guide_test.py GUIDE.md DOCUMENT INCLUDE-FOLDER LIBRARY-FOLDER COMPILER [OPTION...]

The document is the office's own, which the snippets read.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


def main():
    guide, office, include, libraries, *compiler = sys.argv[1:]
    text = pathlib.Path(guide).read_text(encoding="utf-8")
    snippets = re.findall(r"```c\n(.*?)```", text, flags=re.DOTALL)
    document = re.search(r"```json\n(.*?)```", text, flags=re.DOTALL).group(1)
    promised = re.findall(r"(?:This|It) prints\s+`([^`]+)`", text)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "plan.json").write_text(document, encoding="utf-8")
        shutil.copy(office, folder / "ke-hoach.txt")
        (folder / "guide.c").write_text("".join(snippets), encoding="utf-8")
        subprocess.run([*compiler, "-std=c11", "-Wall", "-Wextra", "-Werror", "-I", include, "guide.c",
                        "-L", libraries, "-ltthcplan", f"-Wl,-rpath,{libraries}", "-o", "guide"], cwd=folder, check=True)
        run = subprocess.run([folder / "guide"], cwd=folder, capture_output=True, text=True, check=False)
        (folder / "plan.json").write_text(document.replace('["cong-chuc"]', '["cong-chuk"]'), encoding="utf-8")
        # A program that ends with an error leaves its memory to the system.
        wrong = subprocess.run([folder / "guide"], cwd=folder, env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"},
                               capture_output=True, text=True, check=False)
    print(run.stdout, run.stderr, sep="")
    error = re.search(r"the program above prints\n\n((?:    .*\n)+)", text).group(1).replace("    ", "")
    if wrong.returncode != 1 or wrong.stderr != error:
        sys.exit(f"status {wrong.returncode}; printed {wrong.stderr!r}, not {error!r}")
    missing = [line for line in promised if line not in run.stdout]
    if run.returncode != 0 or run.stderr or not promised or missing:
        sys.exit(f"status {run.returncode}; not printed: {missing}")
    print(f"{len(snippets)} snippets, {len(promised)} lines printed as promised")


if __name__ == "__main__":
    main()
