"""What a student sees in a kernel, and what nbval sees in the same notebook."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

SETUP = """
from types import SimpleNamespace
import course_utils.lessons
from course_utils.checking import Exercise, Part, Bet, Value
ex = SimpleNamespace(
    two=Exercise(id="99.two", title="Two", task=Value(2.0), hints=("even", "prime", "1 + 1")),
    bet=Exercise(
        id="99.bet", title="Bet", task=Bet((Part("a", "Heads?", ("yes", "no")),), lambda: {"a": "no"})
    ),
)
"""


def notebook(*cells: str) -> nbformat.NotebookNode:
    made = new_notebook(cells=[new_code_cell(text) for text in (SETUP, *cells)])
    made.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return made


def outputs(cell: nbformat.NotebookNode) -> str:
    return "\n".join(
        "\n".join(o.get("traceback", [])) or o.get("data", {}).get("text/plain", "") or o.get("text", "")
        for o in cell.outputs
    )


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The outputs of one notebook as a student would run it, cell after cell."""
    progress = tmp_path_factory.mktemp("student") / "progress.json"
    book = notebook(
        "ex.two.check(answer)",
        "answer = ...\nex.two.check(answer)",
        "ex.two.hint()",
        "answer = 3\nex.two.check(answer)",
        "ex.bet.check('yes')",
        "undefined + 1",
        "from course_utils import progress\nfrom course_utils.checking.progress import load\nload().entries",
    )
    environment = {k: v for k, v in os.environ.items() if k != "COURSE_STRICT"}
    client = NotebookClient(book, allow_errors=True, timeout=60)
    client.execute(env=environment | {"COURSE_PROGRESS": str(progress)})
    assert progress.exists()
    return [outputs(cell) for cell in book.cells[1:]]


def test_a_check_before_its_answer_gets_one_sentence(run: list[str]) -> None:
    assert run[0] == "`answer` is not defined yet. Run the cell above that defines it, then this one again."


def test_untouched_wrong_and_recorded_go_on_without_a_traceback(run: list[str]) -> None:
    assert "Not attempted yet." in run[1]
    assert "Hint 1 of 3" in run[2]
    assert "Not yet." in run[3]
    assert "Recorded." in run[4]
    assert not any("Traceback" in text for text in run[1:5])


def test_other_missing_names_keep_their_traceback(run: list[str]) -> None:
    assert "NameError" in run[5]
    assert "undefined" in run[5]


def test_progress_was_kept(run: list[str]) -> None:
    assert ast.literal_eval(run[6])["99.two"] == {"best": "wrong", "tries": 1, "hints": 1}


def test_under_stock_nbval_only_what_passes_passes(tmp_path: Path) -> None:
    book = notebook(
        "answer = 2\nex.two.check(answer)",
        "ex.bet.check('yes')",
        "ex.two.check(...)",
        "ex.two.check(3)",
        "ex.two.check('three')",
        "ex.two.check(nowhere)",
    )
    file = tmp_path / "my_work.ipynb"
    nbformat.write(book, file)
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "-p", "no:cacheprovider", "-v", str(file)]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=os.environ | {"COLUMNS": "200"},
        timeout=120,
    )
    verdicts = re.findall(r"^\S+::Cell \d+ (PASSED|FAILED)", done.stdout, re.MULTILINE)
    assert verdicts == ["PASSED", "PASSED", "PASSED", "FAILED", "FAILED", "FAILED", "FAILED"], done.stdout
    assert "99.two wrong" in done.stdout


def test_pytest_alone_is_not_strict() -> None:
    assert "COURSE_STRICT" not in os.environ
