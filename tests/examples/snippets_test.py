#!/usr/bin/python3
"""The snippets of README.md and of the guide's last chapter run, and those that do the same in two languages print the same.

usage: snippets_test.py SOURCE-FOLDER INCLUDE-FOLDER LIBRARY-FOLDER

environment: TTHC_LIBRARY
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

C_PROGRAM = "#include <tthcplan.h>\n\n#include <stdio.h>\n\nint main(void) {{\n{}\nreturn 0;\n}}\n"


def snippets(text, language):
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def run(folder, *command):
    (folder / "plans.db").unlink(missing_ok=True)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0 or done.stderr or not done.stdout:
        sys.exit(f"{command}: status {done.returncode}; {done.stdout}{done.stderr}")
    return done.stdout


def run_php(folder, code):
    (folder / "snippet.php").write_text(code if code.startswith("<?php") else f"<?php\n{code}", encoding="utf-8")
    return run(folder, "php", "-d", "ffi.enable=1", "snippet.php")


def run_python(folder, code):
    (folder / "snippet.py").write_text(code, encoding="utf-8")
    return run(folder, sys.executable, "snippet.py")


def run_c(folder, code, include, libraries):
    (folder / "snippet.c").write_text(C_PROGRAM.format(code), encoding="utf-8")
    subprocess.run(["gcc", "-std=c11", "-I", include, "snippet.c", "-L", libraries, "-ltthcplan",
                    f"-Wl,-rpath,{libraries}", "-o", "snippet"], cwd=folder, check=True)
    return run(folder, "./snippet")


def main():
    source, include, libraries = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3]
    os.environ["PYTHONPATH"] = str(source / "examples/python")
    readme = (source / "README.md").read_text(encoding="utf-8")
    guide = (source / "docs/guide.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "examples").symlink_to(source / "examples")
        plan = folder / "plan.json"
        shutil.copy(source / "examples/data/vinh-cuu-2021.json", plan)
        printed = run_c(folder, snippets(readme, "c")[0], include, libraries)
        for got in (run_php(folder, snippets(readme, "php")[0]), run_python(folder, snippets(readme, "python")[0])):
            assert got == printed, (got, printed)
        plan.write_text(snippets(guide, "json")[0], encoding="utf-8")
        told = run_php(folder, snippets(guide, "php")[0])
        assert told == run_python(folder, snippets(guide, "python")[0]), told
    print(f"{printed.count(chr(10))} lines in C, PHP and Python; {told.count(chr(10))} in PHP and Python")


if __name__ == "__main__":
    main()
