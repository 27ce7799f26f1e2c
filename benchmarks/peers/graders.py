"""Grade a class as an instructor would with each tool, in one command where the tool has one.

The notebooks are answers of our own, so nothing is locked in here (hostile_peers.py does that). Which check
cells passed is read afterwards, outside the time.
"""

from __future__ import annotations

import json
import os
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from course_utils.checking import Exercise
from peers import as_checks, environment
from peers.as_checks import Notebook
from peers.timing import Timed, timed
from tests.answer_files import answer_name

Passed = dict[str, set[str]]
"""Which exercises passed, by student."""


@dataclass(frozen=True)
class Class:
    """A class that handed in one lesson: `pristine`, and a notebook of each student's."""

    lesson: str
    pristine: Notebook
    notebooks: dict[str, Notebook]
    exercises: dict[str, Exercise]


@dataclass(frozen=True)
class Graded:
    """What a grader took, and what it found."""

    timed: Timed
    passed: Passed


class Failed(RuntimeError):
    """A grader did not do its work; the message is the end of what it said."""


def _environment(python: Path) -> dict[str, str]:
    """As after `activate`; checks that do not pass raise."""
    strict = {"COURSE_STRICT": "1", "COURSE_DEVICE": "cpu", "MPLBACKEND": "agg"}
    return (
        os.environ
        | strict
        | {"PATH": f"{python.parent}:/usr/bin:/bin", "VIRTUAL_ENV": str(python.parents[1])}
    )


def _prepare(python: Path, folder: Path, *words: str) -> str:
    done = timed([str(python), *words], folder, _environment(python))
    if done.status:
        raise Failed(done.said[-1500:])
    return done.said


def nbval(whole: Class, folder: Path) -> Graded:
    """`pytest --nbval-lax` on all files."""
    python = environment.install("nbval")
    for name, notebook in whole.notebooks.items():
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    options = ["--nbval-lax", "--nbval-cell-timeout=120", "-p", "no:cacheprovider", "-q", "--tb=no"]
    files = sorted(f"{name}.ipynb" for name in whole.notebooks)
    took = timed(
        [str(python), "-m", "pytest", *options, "--junitxml=report.xml", *files], folder, _environment(python)
    )
    passed: Passed = {name: set() for name in whole.notebooks}
    of_cell = {number: id for number, id, _ in as_checks.checks(whole.pristine)}
    if not (folder / "report.xml").exists():
        raise Failed(took.said[-1500:])
    for case in ElementTree.parse(folder / "report.xml").iter("testcase"):
        student = case.attrib["classname"].removesuffix(".ipynb").rpartition(".")[2]
        number = int(case.attrib["name"].split()[-1])
        if number in of_cell and not len(case):
            passed[student].add(of_cell[number])
    return Graded(took, passed)


def nbgrader(whole: Class, folder: Path) -> Graded:
    """`nbgrader autograde` on all students."""
    python = environment.install("nbgrader")
    (folder / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.root = "."\n')
    source = folder / "source" / "lesson"
    source.mkdir(parents=True)
    (source / "lesson.ipynb").write_text(as_checks.nbgrader(whole.pristine, whole.exercises))
    _prepare(python, folder, "-m", "nbgrader", "generate_assignment", "lesson")
    for name, notebook in whole.notebooks.items():
        place = folder / "submitted" / name / "lesson"
        place.mkdir(parents=True)
        (place / "lesson.ipynb").write_text(as_checks.nbgrader(notebook, whole.exercises))
    took = timed([str(python), "-m", "nbgrader", "autograde", "lesson"], folder, _environment(python))
    return Graded(took, _lists(_prepare(python, folder, "-c", _GRADEBOOK)))


_GRADEBOOK = """
import json
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as gradebook:
    for book in gradebook.notebook_submissions("lesson", "lesson"):
        for grade in book.grades:
            if grade.auto_score:
                print(json.dumps([book.student.id, grade.cell.name.replace("-", ".", 1)]))
"""


def otter(whole: Class, folder: Path) -> Graded:
    """`otter run`, once for each student: without containers it takes one notebook at a time."""
    python = environment.install("otter")
    (folder / "tests").mkdir()
    ids = [id for _, id, _ in as_checks.checks(whole.pristine)]
    tests = as_checks.otter_tests(whole.pristine, {id: answer_name(id) for id in ids})
    for name, text in tests.items():
        (folder / "tests" / name).write_text(text, encoding="utf-8")
    _prepare(
        python, folder, "-m", "otter", "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment"
    )
    for name, notebook in whole.notebooks.items():
        (folder / f"{name}.ipynb").write_text(as_checks.otter(notebook), encoding="utf-8")
    every = folder / "every.sh"
    every.write_text(
        "for name in *.ipynb; do\n"
        f"  {python} -m otter run $name -a autograder.zip -o out/${{name%.ipynb}} --no-logo || true\ndone\n"
    )
    (folder / "out").mkdir()
    for name in whole.notebooks:
        (folder / "out" / name).mkdir()
    took = timed(["/bin/sh", str(every)], folder, _environment(python))
    of_name = {as_checks.otter_name(id): id for id in ids}
    passed: Passed = {name: set() for name in whole.notebooks}
    for name in whole.notebooks:
        results = folder / "out" / name / "results.json"
        if not results.exists():
            raise Failed(took.said[-1500:])
        for test in json.loads(results.read_text())["tests"]:
            about = of_name.get(test["name"].split()[0])
            if about and test.get("score"):
                passed[name].add(about)
    return Graded(took, passed)


def ours(whole: Class, folder: Path, jobs: int) -> Graded:
    """`softmax-course grade`, the whole command: the reports too."""
    for name, notebook in whole.notebooks.items():
        place = folder / "class" / name
        place.mkdir(parents=True)
        (place / f"{whole.lesson}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    root = str(environment.ROOT)
    command = [sys.executable, "-m", "course_utils", "grade", "class", "--out", "out", "--course", root]
    took = timed([*command, "--jobs", str(jobs)], folder, dict(os.environ))
    passed: Passed = {name: set() for name in whole.notebooks}
    for path in (folder / "out" / "results").rglob("*.json"):
        result = json.loads(path.read_text())
        for exercise in result["exercises"]:
            if exercise["status"] in ("right", "recorded", "undecided"):
                passed[result["student"]].add(exercise["exercise"])
    if took.status or not any(passed.values()):
        raise Failed(took.said[-1500:])
    return Graded(took, passed)


def _lists(said: str) -> Passed:
    found: Passed = {}
    for line in said.splitlines():
        if line.startswith("["):
            student, id = json.loads(line)
            found.setdefault(student, set()).add(id)
    return found


PEERS: dict[str, Callable[[Class, Path], Graded]] = {"nbval": nbval, "nbgrader": nbgrader, "otter": otter}
