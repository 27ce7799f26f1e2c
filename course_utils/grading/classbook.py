"""A class as all reports see it: results put in order, with people's marks counted in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from course_utils.grading.marks import Marks, Standing, standing
from course_utils.grading.record import ExerciseResult, NotebookResult

WAITS = "waits for a person"


@dataclass(frozen=True)
class Column:
    """One exercise of the class: its lesson, its title, and the most points it gives."""

    lesson: str
    exercise: str
    title: str
    possible: int


@dataclass(frozen=True)
class Entry:
    """One student's result in one exercise, with a person's mark counted in."""

    result: ExerciseResult
    standing: Standing

    @property
    def why(self) -> str:
        """One sentence for the gradebook: why there are not more points, or ""."""
        if self.standing.waits:
            return f"{self.result.why}; {WAITS}" if self.result.why else WAITS
        if self.standing.mark is not None:
            return self.result.why or "marked by a person"
        if self.result.why:
            return self.result.why
        return "" if self.result.status in ("right", "recorded") else self.result.status


@dataclass(frozen=True)
class Student:
    """Everything of one student: the notebooks that count by lesson, the entries by exercise.

    `refused`: files that intake turned away, for no lesson or for one that another file covers.
    """

    name: str
    notebooks: Mapping[str, NotebookResult]
    entries: Mapping[str, Entry]
    refused: tuple[NotebookResult, ...] = ()

    @property
    def files(self) -> tuple[NotebookResult, ...]:
        """All that the student handed in."""
        return (*self.notebooks.values(), *self.refused)

    def points(self, lesson: str = "") -> float:
        """The points in a lesson, or in all."""
        inside = {e.exercise for e in self.notebooks[lesson].exercises} if lesson else self.entries.keys()
        return math.fsum(self.entries[exercise].standing.points for exercise in inside)

    def waiting(self, lesson: str = "") -> int:
        """How many answers in a lesson, or in all, wait for a person."""
        inside = {e.exercise for e in self.notebooks[lesson].exercises} if lesson else self.entries.keys()
        return sum(self.entries[exercise].standing.waits for exercise in inside)


@dataclass(frozen=True)
class ClassBook:
    """A class as all reports see it: columns in the order of the course, students by name."""

    columns: tuple[Column, ...]
    students: tuple[Student, ...]
    sandboxed: bool

    @property
    def lessons(self) -> tuple[str, ...]:
        """The lessons that anyone handed in, in order."""
        return tuple(dict.fromkeys(column.lesson for column in self.columns))

    def possible(self, lesson: str = "") -> int:
        """The most points in a lesson, or in all."""
        return sum(c.possible for c in self.columns if not lesson or c.lesson == lesson)


def book(results: Iterable[NotebookResult], marks: Marks) -> ClassBook:
    """Orders results: the order in which they come in does not matter.

    Raises ValueError if two results claim one notebook of one student and neither was refused: which
    one counts is for intake to decide.
    """
    counted: dict[str, dict[str, NotebookResult]] = {}
    refused: dict[str, list[NotebookResult]] = {}
    # What was graded comes first, so that a refused file never stands before it.
    for result in sorted(results, key=lambda r: (bool(r.refused), r.lesson, r.student, r.source)):
        notebooks = counted.setdefault(result.student, {})
        if result.refused and (not result.lesson or result.lesson in notebooks):
            refused.setdefault(result.student, []).append(result)
        elif result.lesson in notebooks:
            both = f"{notebooks[result.lesson].source} and {result.source}"
            raise ValueError(f"{result.student} has two results for {result.lesson}: {both}")
        else:
            notebooks[result.lesson] = result
    every = sorted(
        (notebook for notebooks in counted.values() for notebook in notebooks.values()),
        key=lambda notebook: (notebook.lesson, notebook.student),
    )
    columns: dict[str, Column] = {}
    for notebook in every:
        for e in notebook.exercises:
            columns.setdefault(e.exercise, Column(notebook.lesson, e.exercise, e.title, e.possible))
    students = tuple(
        _student(name, dict(sorted(counted[name].items())), tuple(refused.get(name, ())), marks)
        for name in sorted(counted)
    )
    return ClassBook(
        tuple(sorted(columns.values(), key=lambda column: column.lesson)),
        students,
        all(notebook.sandboxed or notebook.refused for notebook in every),
    )


def _student(
    name: str, notebooks: Mapping[str, NotebookResult], refused: tuple[NotebookResult, ...], marks: Marks
) -> Student:
    entries = {
        exercise.exercise: Entry(exercise, standing(name, exercise, marks))
        for result in notebooks.values()
        for exercise in result.exercises
    }
    return Student(name, notebooks, entries, refused)
