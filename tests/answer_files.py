"""The answer files: what an author leaves in tests/right_answers and tests/wrong_answers, one idea a file.

`tests/wrong_answers/02.stable_softmax/mean_shift.py` is plain Python that defines the names which the
exercise's check cell passes. The first line of its docstring says which mistake it embodies; `# says: …` is a
phrase that the feedback must contain; `# status: …` is the verdict, where it is not "wrong".
"""

from __future__ import annotations

import ast
import re
import runpy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from course_utils.checking import Exercise, Status
from course_utils.lessons import LESSONS, exercises_of, load
from course_utils.publish.notebook import student_text
from course_utils.publish.source import Cell, Source, read

TESTS = Path(__file__).resolve().parent
SOLUTIONS = TESTS.parent / "solutions"


@dataclass(frozen=True)
class AnswerFile:
    """One answer on file."""

    exercise: Exercise
    path: Path

    @property
    def name(self) -> str:
        """For example "02.stable_softmax/mean_shift"."""
        return f"{self.exercise.id}/{self.path.stem}"

    @property
    def status(self) -> Status:
        """The verdict that a wrong answer must get."""
        named = re.search(r"^# status: (.+)$", self.path.read_text(encoding="utf-8"), re.MULTILINE)
        return Status(named[1].strip()) if named else Status.WRONG

    @property
    def says(self) -> tuple[str, ...]:
        """Phrases that the feedback must contain."""
        lines = re.findall(r"^# says: (.+)$", self.path.read_text(encoding="utf-8"), re.MULTILINE)
        return tuple(line.strip() for line in lines)

    def load(self) -> object:
        """Run the file and return the answer that the check cell would pass."""
        return runpy.run_path(str(self.path))[answer_name(self.exercise.id)]


@cache
def exercises() -> dict[str, Exercise]:
    """Every exercise of the course by id."""
    return {e.id: e for lesson in LESSONS for e in exercises_of(load(lesson))}


@cache
def source_of(lesson: str) -> Source:
    """The source of the lesson "02"."""
    return read(next(SOLUTIONS.glob(f"{lesson}_*.py")))


def cells_of(exercise: str, role: str) -> list[Cell]:
    """The cells of an exercise that have this role."""
    return [c for c in source_of(exercise[:2]).cells if c.exercise == exercise and c.role == role]


@cache
def answer_name(exercise: str) -> str:
    """The name that the exercise's check cell passes to `check`."""
    (check,) = cells_of(exercise, "check")
    call = ast.parse(check.source).body[-1].value  # type: ignore[attr-defined]
    return call.args[0].id


def files(kind: str) -> list[AnswerFile]:
    """Every answer file below tests/`kind`, in order. A folder that names no exercise is an error."""
    found = []
    for folder in sorted((TESTS / kind).glob("[0-9][0-9].*")):
        if folder.name not in exercises():
            raise LookupError(f"tests/{kind}/{folder.name}: there is no such exercise")
        found += [AnswerFile(exercises()[folder.name], path) for path in sorted(folder.glob("*.py"))]
    return found


@cache
def _solved(lesson: str) -> dict[str, tuple[dict[str, object], object]]:
    """Our own solution of a lesson, run once: for each exercise, what was defined before it, and its answer.

    Only setup and answer cells run: figures and demos define nothing that an answer needs.
    """
    space: dict[str, object] = {"__name__": "answer"}
    before: dict[str, dict[str, object]] = {}
    found = {}
    for cell in source_of(lesson).cells:
        if cell.kind != "code" or not (cell.role == "answer" or "setup" in cell.metadata.get("tags", [])):
            continue
        if cell.exercise:
            before.setdefault(cell.exercise, dict(space))
        exec(compile(cell.source, f"{lesson} {cell.id}", "exec"), space)
        if cell.exercise and cell is cells_of(cell.exercise, "answer")[-1]:
            found[cell.exercise] = (before[cell.exercise], space[answer_name(cell.exercise)])
    return found


def our_answer(exercise: str) -> object:
    """The answer in our own solution."""
    return _solved(exercise[:2])[exercise][1]


def untouched(exercise: str) -> object:
    """What a student finds in the answer's place."""
    space = dict(_solved(exercise[:2])[exercise][0])
    for cell in cells_of(exercise, "answer"):
        exec(compile(student_text(cell), f"{exercise} {cell.id}", "exec"), space)
    return space[answer_name(exercise)]
