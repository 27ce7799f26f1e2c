"""A class whose notebooks are not really run: the line around `fake_run`."""

from __future__ import annotations

from pathlib import Path

from course_utils.grading import line
from course_utils.grading.line import Plan, Summary
from course_utils.grading.record import NotebookResult
from tests.grading.fake_run import fake_run
from tests.grading.handed_in import COURSE, declare, put, student

RIGHT = "shares = 'RIGHT'"


class Heard:
    """A progress that only remembers."""

    def __init__(self) -> None:
        self.expected = 0
        self.fresh: list[str] = []
        self.kept: list[str] = []

    def expect(self, total: int) -> None:
        self.expected = total

    def one(self, result: NotebookResult, kept: bool) -> None:
        (self.kept if kept else self.fresh).append(result.student)

    def tick(self) -> None: ...


def a_class(folder: Path, count: int, **others: str) -> Path:
    """Students s00, s01, ... of whom every second is right, and `others` with answers of their own."""
    for i in range(count):
        put(folder, f"s{i:02}/00_welcome.ipynb", student(shares=RIGHT if i % 2 else f"shares = {i}"))
    for name, answer in others.items():
        put(folder, f"{name}/00_welcome.ipynb", student(shares=answer))
    return folder


def graded(
    submissions: Path, out: Path, jobs: int = 2, heard: Heard | None = None, **more: object
) -> Summary:
    plan = Plan(submissions, out, COURSE, jobs=jobs, run=fake_run, declare=declare, **more)  # type: ignore[arg-type]
    return line.grade(plan, heard or Heard())


def points(summary: Summary) -> dict[str, float]:
    return {result.student: result.points for result in summary.results}
