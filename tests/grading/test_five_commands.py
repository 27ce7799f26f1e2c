"""docs/instructors.md for real: its grading command, its marking notebook, and the command again."""

from __future__ import annotations

import csv
import re
import shlex
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import typer.main

from course_utils import cli
from course_utils.grading.desk import Desk
from tests.answer_files import cells_of
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
FIVE = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0].splitlines()


def hand_in(folder: Path, half: str) -> None:
    """A student's 00: our own answers, and `half` as the answer to 00.half_of_it."""
    book = nbformat.read(ROOT / "notebooks" / "00_welcome.ipynb", as_version=4)
    for cell in book.cells:
        if cell.metadata.get("role") == "answer":
            (ours,) = cells_of(cell.metadata["exercise"], "answer")
            cell.source = half if cell.metadata["exercise"] == "00.half_of_it" else ours.source
    folder.mkdir(parents=True)
    nbformat.write(book, folder / "00_welcome.ipynb")


def test_the_page_has_five_commands_and_every_option_that_it_names_exists() -> None:
    assert len(FIVE) == 5
    assert FIVE[2] == FIVE[4], "the last command is the third again"
    commands = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]
    for command in re.findall(r"softmax-course (\w+)", PAGE):
        assert command in commands
    options = {name for o in commands["grade"].params for name in (*o.opts, *o.secondary_opts)}
    named = set(re.findall(r"^\| `(--[a-z-]+)", PAGE, re.MULTILINE))
    assert len(named) > 4
    assert named <= options


@pytest.mark.full
@pytest.mark.timeout(600)
def test_from_submissions_to_a_gradebook_with_marks(tmp_path: Path) -> None:
    hand_in(tmp_path / "SUBMISSIONS" / "ada", "half = 10")
    hand_in(tmp_path / "SUBMISSIONS" / "bo", "import os\nos._exit(3)")
    (tmp_path / "ROSTER.csv").write_text("username,email\nada,ada@uni.example\nbo,bo@uni.example\n")
    words = [sys.executable, "-m", "course_utils", *shlex.split(FIVE[2])[1:], "--course", str(ROOT)]

    def grade() -> dict[str, dict[str, str]]:
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        with (tmp_path / "RESULTS" / "gradebook.csv").open(newline="", encoding="utf-8") as file:
            return {row["student"]: row for row in csv.DictReader(file)}

    first = grade()
    assert {name: row["to mark"] for name, row in first.items()} == {"ada": "1", "bo": "1"}
    assert first["bo"]["why 00.half_of_it"] == "ended its kernel (exit 3)"
    assert float(first["ada"]["total"]) - float(first["bo"]["total"]) == 1
    results = {p: p.stat().st_mtime_ns for p in (tmp_path / "RESULTS" / "results").rglob("*.json")}

    desk = Desk(tmp_path / "RESULTS")
    for _ in desk.items:
        desk.keys.value = "123 Well said."
    second = grade()
    assert {name: row["to mark"] for name, row in second.items()} == {"ada": "0", "bo": "0"}
    for name in first:
        assert float(second[name]["total"]) == float(first[name]["total"]) + 1
    assert {p: p.stat().st_mtime_ns for p in results} == results, "nothing ran anew"
    told = re.findall(r"^\| `(.*?)` \|", PAGE.split("| in RESULTS |")[1].split("\n\n")[0], re.MULTILINE)
    for name in (name for cell in told for name in cell.split("`, `")):
        assert list((tmp_path / "RESULTS").glob(name.replace("STUDENT", "*").replace("NN", "*"))), name
    assert "Well said." in (tmp_path / "RESULTS" / "feedback" / "ada" / "00.html").read_text(encoding="utf-8")
