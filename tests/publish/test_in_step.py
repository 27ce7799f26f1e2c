"""The notebooks in this repository are what their sources give, and run."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from course_utils import publish
from tests.conftest import ROOT

LESSONS = [source.stem for source in sorted((ROOT / "solutions").glob("[0-9][0-9]_*.py"))]
# Each lesson is run by one test process, with one thread: two of them share the cores.
ONE_THREAD = {"OMP_NUM_THREADS": "1"}


def nbval(how: str, notebook: Path, report: Path) -> tuple[set[int], str]:
    """The code cells (from 0) that fail under `pytest --nbval` or `--nbval-lax`, and what it printed."""
    command = [sys.executable, "-m", "pytest", how, "-q", "-p", "no:cacheprovider", f"--junitxml={report}"]
    done = subprocess.run(
        [*command, str(notebook)],
        cwd=report.parent,
        capture_output=True,
        text=True,
        env=os.environ | ONE_THREAD,
    )
    cases = list(ElementTree.parse(report).iter("testcase"))
    assert cases, done.stdout + done.stderr
    failed = {int(case.attrib["name"].removeprefix("Cell ")) for case in cases if len(case)}
    assert done.returncode == (1 if failed else 0), done.stdout
    return failed, done.stdout


def test_there_are_lessons() -> None:
    assert LESSONS[0] == "00_welcome"


def test_notebooks_and_solutions_are_in_step_with_their_sources() -> None:
    complaints = publish.check(ROOT)
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("lesson", LESSONS)
def test_strict_nbval_gets_the_stored_outputs_of_the_solutions(lesson: str, tmp_path: Path) -> None:
    failed, printed = nbval("--nbval", ROOT / "solutions" / f"{lesson}.ipynb", tmp_path / "report.xml")
    assert not failed, printed


@pytest.mark.exhaustive
def test_strict_nbval_passes_three_times_in_a_row() -> None:
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", "solutions/"]
    for _ in range(3):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


# That all of them reach their ends under nbval is below: here one, and the others at full size.
@pytest.mark.parametrize(
    "lesson", [LESSONS[0], *(pytest.param(x, marks=pytest.mark.full) for x in LESSONS[1:])]
)
def test_run_all_on_an_untouched_student_notebook_reaches_its_end(lesson: str, tmp_path: Path) -> None:
    notebook = nbformat.read(ROOT / "notebooks" / f"{lesson}.ipynb", as_version=4)
    env = {name: value for name, value in os.environ.items() if name not in ("COURSE_STRICT", "MPLBACKEND")}
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}})
    client.execute(env=env | ONE_THREAD, stderr=subprocess.DEVNULL)
    checks = [cell for cell in notebook.cells if cell.metadata.get("role") == "check"]
    assert all(cell.outputs for cell in checks), "a check said nothing"


@pytest.mark.parametrize("lesson", LESSONS)
def test_under_nbval_lax_an_untouched_student_notebook_fails_at_its_checks_and_nowhere_else(
    lesson: str, tmp_path: Path
) -> None:
    path = ROOT / "notebooks" / f"{lesson}.ipynb"
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    checks = {number for number, cell in enumerate(code) if cell.metadata.get("role") == "check"}
    failed, printed = nbval("--nbval-lax", path, tmp_path / "report.xml")
    assert failed == checks, printed
