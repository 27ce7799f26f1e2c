"""Classes of which every score is known: notebooks put together from the answers on file.

Right and wrong answer files are complete by themselves, so any mixture of them is a submission, and what each
exercise must earn is known before anything is graded.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from course_utils.checking import Exercise, Text
from course_utils.checking.derivation import Derivation
from tests.answer_files import AnswerFile, exercises, files

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Submission:
    """One notebook of one student, and the points that each of its exercises must get."""

    student: str
    lesson: str
    notebook: bytes
    points: dict[str, float]


@cache
def pristine(lesson: str) -> str:
    """The student notebook of "02_overflow_and_max_shift", as JSON text."""
    return (ROOT / "notebooks" / f"{lesson}.ipynb").read_text(encoding="utf-8")


@cache
def lesson_files() -> tuple[str, ...]:
    """The lessons that students can hand in, by notebook name."""
    return tuple(sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")))


@cache
def answers(kind: str) -> dict[str, list[AnswerFile]]:
    """The answer files of a kind ("right_answers" or "wrong_answers"), by exercise id."""
    found: dict[str, list[AnswerFile]] = {}
    for file in files(kind):
        found.setdefault(file.exercise.id, []).append(file)
    return found


def worth(exercise: Exercise) -> float:
    """What a right answer earns before a person has looked: words are for a person to mark."""
    return 0.0 if isinstance(exercise.task, Text) else float(exercise.points)


def filled_in(lesson: str, sources: dict[str, str]) -> dict[str, Any]:
    """The lesson's student notebook with these answer cells, by exercise id; others stay untouched."""
    notebook = json.loads(pristine(lesson))
    for cell in notebook["cells"]:
        about = cell["metadata"]
        if about.get("role") == "answer" and about["exercise"] in sources:
            cell["source"] = sources.pop(about["exercise"])
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    assert not sources, f"{lesson} has no answer cells for {sorted(sources)}"
    return notebook


def all_right(lesson: str, student: str = "neighbor") -> Submission:
    """A submission in which everything is right."""
    sources, points = {}, {}
    for exercise in exercises().values():
        if exercise.id.startswith(lesson[:2] + "."):
            sources[exercise.id] = answers("right_answers")[exercise.id][0].path.read_text(encoding="utf-8")
            points[exercise.id] = worth(exercise)
    return Submission(student, lesson, as_bytes(filled_in(lesson, sources)), points)


def as_bytes(notebook: dict[str, Any]) -> bytes:
    """A notebook as JupyterLab saves it."""
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def class_of(count: int, lessons: tuple[str, ...], seed: int) -> list[Submission]:
    """`count` submissions over the lessons: right answers, wrong ones and untouched cells, at random."""
    chance = random.Random(seed)
    return [mixture(f"student {n:04d}", lessons[n % len(lessons)], chance) for n in range(count)]


def mixture(student: str, lesson: str, chance: random.Random) -> Submission:
    """One submission: of each exercise a right answer (6 in 10), a wrong one (3) or none (1)."""
    sources: dict[str, str] = {}
    points: dict[str, float] = {}
    for exercise in exercises().values():
        if not exercise.id.startswith(lesson[:2] + "."):
            continue
        points[exercise.id] = 0.0
        draw = chance.random()
        if draw < 0.1:
            continue
        kind = "right_answers" if draw < 0.7 else "wrong_answers"
        file = chance.choice(answers(kind)[exercise.id])
        sources[exercise.id] = file.path.read_text(encoding="utf-8")
        if kind == "right_answers":
            points[exercise.id] = worth(exercise)
    return Submission(student, lesson, as_bytes(filled_in(lesson, sources)), points)


def needs_a_person(exercise: Exercise) -> bool:
    """Whether a right answer may be left to a person: a text always, a proof if it stays undecided."""
    return isinstance(exercise.task, Text | Derivation)


def hand_in(submissions: list[Submission], folder: Path) -> None:
    """One folder for each student, with the notebooks in it."""
    for submission in submissions:
        home = folder / submission.student
        home.mkdir(parents=True, exist_ok=True)
        (home / f"{submission.lesson}.ipynb").write_bytes(submission.notebook)
