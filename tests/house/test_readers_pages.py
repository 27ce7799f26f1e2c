"""docs/instructors.md and docs/lecturers.md say what is so."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course_utils.lessons import LESSONS
from tests.conftest import ROOT

INSTRUCTORS = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
LECTURERS = (ROOT / "docs" / "lecturers.md").read_text(encoding="utf-8")


def blocks(page: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """A student's 00: a lost bet, a wrong function, a right number, the rest untouched."""
    notebook = nbformat.read(ROOT / "notebooks" / "00_welcome.ipynb", as_version=4)
    answers = {
        "00.first_bets": 'bets = dict(share="1/2", plus_ten="stays", doubled="grows")',
        "00.shares": "def shares(z, dim=-1):\n    return z / z.sum()",
        "00.half_of_it": "half = 10",
    }
    for cell in notebook.cells:
        if cell.metadata.get("role") == "answer":
            cell.source = answers.get(cell.metadata["exercise"], cell.source)
    nbformat.write(notebook, tmp_path / "submission.ipynb")
    return tmp_path


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command of the page, in this environment."""
    variables, words = {}, shlex.split(command)
    while "=" in words[0]:
        name, _, variables[name] = words.pop(0).partition("=")
    tool = words.pop(0)
    assert tool.startswith(".venv/bin/")
    start = [sys.executable] if tool.endswith("/python") else [sys.executable, "-m", Path(tool).name]
    env = os.environ | {"OMP_NUM_THREADS": "1", "PYTEST_ADDOPTS": "-p no:cacheprovider"} | variables
    return subprocess.run([*start, *words], cwd=folder, env=env, capture_output=True, text=True)


def test_nbval_passes_the_right_and_the_recorded_and_fails_the_rest(submission: Path) -> None:
    by_nbval, in_a_sandbox = (block for block in blocks(INSTRUCTORS, "sh") if "--nbval-lax" in block)
    assert "PROVISIONER" in in_a_sandbox  # tests/grading/test_provisioner.py
    done = run(by_nbval.strip(), submission)
    assert done.returncode == 1
    failed = dict(re.findall(r"CheckFailed: (00\.\w+) (wrong|not attempted)", done.stdout))
    assert failed == {
        "00.shares": "wrong",
        "00.first_proof": "not attempted",
        "00.break_it": "not attempted",
        "00.why_not_shares": "not attempted",
    }


def test_course_strict_stops_elsewhere_at_the_first_check_that_does_not_pass(submission: Path) -> None:
    (by_hand,) = (block for block in blocks(INSTRUCTORS, "sh") if "COURSE_STRICT" in block)
    done = run(by_hand.strip(), submission)
    assert done.returncode != 0
    assert "CheckFailed: 00.shares wrong" in done.stderr
    assert "00.break_it not attempted" not in done.stderr


def test_the_listing_names_every_exercise_and_every_rubric(capsys: pytest.CaptureFixture[str]) -> None:
    (listing,) = blocks(INSTRUCTORS, "python")
    exec(listing, {})
    printed = capsys.readouterr().out
    assert "00.shares · 2 · Shares of a total" in printed
    assert "Names what breaks: a negative share, or a division by zero." in printed


def test_the_gallery_lists_every_demo_of_the_course() -> None:
    listed = re.findall(r"^\| `(\w+\.demos)` \| `(\w+)` \|", LECTURERS, re.MULTILINE)
    modules = [f"{lesson.module}.demos" for lesson in LESSONS]
    there = [
        (name, demo.__name__)
        for name in modules
        if importlib.util.find_spec(f"course_utils.lessons.{name}")
        for demo in importlib.import_module(f"course_utils.lessons.{name}").DEMOS
    ]
    assert listed == there


def test_every_demo_at_lecture_size_has_no_text_below_14_points(monkeypatch: pytest.MonkeyPatch) -> None:
    from course_utils import figures

    assert blocks(LECTURERS, "sh") == ["COURSE_LECTURE=1 make lab\n"]
    monkeypatch.setenv("COURSE_LECTURE", "1")
    for name, demo in re.findall(r"^\| `(\w+\.demos)` \| `(\w+)` \|", LECTURERS, re.MULTILINE):
        make = getattr(importlib.import_module(f"course_utils.lessons.{name}"), demo)
        assert figures.shown_points(make().figure) >= 14, demo


def test_the_demo_cell_shows_one_and_a_later_cell_can_move_it() -> None:
    (cell,) = blocks(LECTURERS, "python")
    space: dict = {}
    exec(cell.replace("\ndemos.one_score()", "\ndemo = demos.one_score()"), space)
    before = space["demo"].frame()
    assert "-1.00" in space["demo"].set(score=-5)
    assert space["demo"].frame() != before
