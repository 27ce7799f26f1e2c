"""Results made by hand, for the tests of what people read."""

from __future__ import annotations

from typing import Any

from course_utils.grading.record import ExerciseResult, NotebookResult

LESSON = "02_overflow_and_max_shift"
NASTY = (
    'O\'Hara, "Mo"',
    '=HYPERLINK("http://evil","click")',
    "+1+1",
    "-cmd",
    "@SUM(A1)",
    "\tTab",
    "two\nlines",
    "Zoë 李 🙂",
    "a;=1+1",
    "  =2",
    "raw\udcff",
)


def exercise(name: str = "02.stable_softmax", **changes: Any) -> ExerciseResult:
    """A right answer to an exercise of 02, or what `changes` make of it."""
    possible = changes.pop("possible", 3)
    status = changes.pop("status", "right")
    points = changes.pop("points", possible if status in ("right", "recorded") else 0)
    return ExerciseResult(
        exercise=name,
        title=changes.pop("title", "Stable softmax"),
        possible=possible,
        status=status,
        points=float(points),
        needs_person=changes.pop("needs_person", status == "undecided"),
        **changes,
    )


def text(answer: str, name: str = "02.why_it_works", possible: int = 2) -> ExerciseResult:
    """A free text that waits for a person."""
    return exercise(
        name,
        title="Why is the shifted one right?",
        possible=possible,
        status="recorded",
        points=0,
        needs_person=True,
        answer=answer,
    )


def notebook(student: str, *exercises: ExerciseResult, **changes: Any) -> NotebookResult:
    """A graded notebook of 02."""
    given: dict[str, Any] = {
        "student": student,
        "lesson": LESSON,
        "source": f"{LESSON}.ipynb",
        "content": "0" * 64,
        "release": "r1",
        "refused": "",
        "notes": (),
        "sandboxed": True,
        "exercises": exercises or (exercise(), text("Because the largest exponent is 0.")),
    }
    return NotebookResult(**given | changes)
