"""What was handed in, one student and lesson at a time: a job to run, or a refusal with its reason.

A refusal is a result like any other, so it stands in the gradebook and the rest goes on. Files are read and
transplanted as they are asked for: the class is never in memory as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from course_utils.grading import files, names, release, submitted
from course_utils.grading.files import HandedIn, Unreadable
from course_utils.grading.matching import listed
from course_utils.grading.names import Owner
from course_utils.grading.record import ExerciseResult, Job, NotebookResult
from course_utils.grading.release import Declared, Pristine
from course_utils.grading.submitted import Submitted
from course_utils.grading.transplant import transplant

MAX_OF_ONE = 60
"""Notebooks of one student that are looked at: each lesson several times over."""

Declare = Callable[[str], tuple[Declared, ...]]


@dataclass(frozen=True)
class _File:
    """A file that was looked at: `refused` says why it cannot be graded, or is ""."""

    owner: Owner
    source: str
    content: str = ""
    lesson: str = ""
    notebook: Submitted | None = None
    refused: str = ""

    @property
    def rank(self) -> tuple[bool, tuple[int, int], str]:
        """Of several files for one lesson the largest counts: one that can be read, then the newest."""
        return not self.refused, self.owner.newer, self.source


class Intake:
    """The hand-ins of a class. `len` counts notebooks by their names: about as many as results."""

    def __init__(
        self,
        handed_in: list[HandedIn],
        releases: Mapping[str, Pristine],
        only: tuple[str, ...],
        declare: Declare = release.declared,
    ) -> None:
        """`only`: numbers of lessons; files of other lessons are then left alone."""
        skip = names.wrappers([file.parts for file in handed_in if _is(file) and not file.refused])
        # Loose files beside the students' (a README, a class list) are nobody's.
        relevant = [
            file
            for file in handed_in
            if file.refused or _is(file) or len(file.parts) > skip + 1 or names.from_lms(file.name)
        ]
        self._students: dict[str, list[tuple[Owner, HandedIn]]] = {}
        for owner, file in zip(names.owners([f.parts for f in relevant], skip), relevant, strict=True):
            self._students.setdefault(owner.student, []).append((owner, file))
        self._releases = releases
        self._only = tuple(name for name in releases if name[:2] in only) if only else ()
        self._declare = declare

    @property
    def students(self) -> int:
        """How many students something came from."""
        return len(self._students)

    def __len__(self) -> int:
        return sum(max(1, sum(map(self._counts, found))) for found in self._students.values())

    def _counts(self, found: tuple[Owner, HandedIn]) -> bool:
        owner, file = found
        named = submitted.lesson_named(owner.file, self._releases)
        elsewhere = bool(self._only and named and named not in self._only)
        return (_is(file) or bool(file.refused)) and not elsewhere

    def __iter__(self) -> Iterator[Job | NotebookResult]:
        """Jobs and refusals, student by student in the order of their names, lessons in order."""
        for student in sorted(self._students):
            yield from self._of(student)

    def _of(self, student: str) -> Iterator[Job | NotebookResult]:
        handed_in = self._students[student]
        all_files = [(owner, file) for owner, file in handed_in if _is(file) or file.refused]
        newest = sorted(all_files, key=lambda found: found[0].newer, reverse=True)[:MAX_OF_ONE]
        looked_at = [self._look(owner, file) for owner, file in newest]
        by_lesson: dict[str, list[_File]] = {}
        for file in looked_at:
            by_lesson.setdefault(file.lesson, []).append(file)
        # Something that is none of our notebooks matters only where nothing else came.
        strangers = by_lesson.pop("", [])
        wanted = {k: v for k, v in by_lesson.items() if not self._only or k in self._only}
        if not looked_at:
            others = listed(files.shown(file.name) for _, file in handed_in)
            yield self._refusal(
                student, self._only_one(), others, "", f"no notebook (.ipynb) among: {others}"
            )
        elif not wanted and by_lesson and self._only:
            are = listed(f"{f.source} is {lesson[:2]}" for lesson, group in by_lesson.items() for f in group)
            for lesson in self._only:
                yield self._refusal(student, lesson, are, "", f"the wrong notebook: {are}, not {lesson[:2]}")
        elif not wanted:
            last = max(strangers, key=lambda file: file.rank)
            yield self._refusal(student, self._only_one(), last.source, last.content, last.refused)
        for lesson in sorted(wanted):
            also = tuple(f"also handed in, not graded: {f.source} ({f.refused})" for f in strangers[:5])
            if len(all_files) > MAX_OF_ONE:
                also += (f"of {len(all_files)} files only {MAX_OF_ONE} were looked at",)
            yield self._one(student, lesson, wanted[lesson], also)

    def _only_one(self) -> str:
        return self._only[0] if len(self._only) == 1 else ""

    def _look(self, owner: Owner, file: HandedIn) -> _File:
        source = files.shown(owner.file)
        named = submitted.lesson_named(owner.file, self._releases)
        try:
            content = file.read()
        except Unreadable as reason:
            return _File(owner, source, lesson=named, refused=str(reason))
        digest = sha256(content).hexdigest()
        try:
            notebook = submitted.read(content)
        except Unreadable as reason:
            return _File(owner, source, digest, named, refused=str(reason))
        lesson = submitted.lesson_of(notebook, self._releases, owner.file)
        if not lesson:
            return _File(owner, source, digest, named, refused="the wrong notebook: none of this course's")
        return _File(owner, source, digest, lesson, notebook)

    def _one(
        self, student: str, lesson: str, found: list[_File], also: tuple[str, ...]
    ) -> Job | NotebookResult:
        """The job for one lesson of a student, from the file that counts; the others become notes."""
        best = max(found, key=lambda file: file.rank)
        notes = [
            f"also handed in for this lesson: {f.source}" + (f" (refused: {f.refused})" if f.refused else "")
            for f in sorted(found, key=lambda file: file.rank, reverse=True)[1:6]
        ]
        if best.notebook is None:
            return self._refusal(student, lesson, best.source, best.content, best.refused, (*notes, *also))
        named = submitted.lesson_named(best.owner.file, self._releases)
        if named not in ("", lesson):
            notes.append(f"its name says {named[:2]}, its cells say {lesson[:2]}: graded as {lesson[:2]}")
        pristine = self._releases[lesson]
        try:
            made = transplant(best.notebook, pristine)
        except Exception as error:  # whatever a hostile file sets off here must not stop the class
            reason = f"the grader could not take it apart ({type(error).__name__}); please report this"
            return self._refusal(student, lesson, best.source, best.content, reason, (*notes, *also))
        told = (*notes, *also, *made.notes)
        return Job(student, lesson, best.source, best.content, pristine.release, told, made.notebook)

    def _refusal(
        self, student: str, lesson: str, source: str, content: str, why: str, notes: tuple[str, ...] = ()
    ) -> NotebookResult:
        known = self._releases.get(lesson)
        return NotebookResult(
            student,
            lesson,
            source,
            content,
            known.release if known else "",
            why,
            notes,
            False,
            nothing_earned(known, self._declare, f"refused: {why}") if known else (),
        )


def nothing_earned(
    pristine: Pristine,
    declare: Declare,
    why: str,
    status: str = "not attempted",
    needs_person: bool = False,
) -> tuple[ExerciseResult, ...]:
    """Every exercise of a lesson without points, and the sentence that says why."""
    known = {exercise.exercise: exercise for exercise in declare(pristine.lesson)}
    return tuple(
        ExerciseResult(id_, known[id_].title, known[id_].possible, status, 0.0, needs_person, why=why)
        for id_ in pristine.exercises
    )


@contextmanager
def opened(
    place: Path,
    releases: Mapping[str, Pristine],
    only: tuple[str, ...] = (),
    declare: Declare = release.declared,
) -> Iterator[Intake]:
    """The hand-ins at `place`, a folder or a zip; they can be read while it is open.

    Raises `SubmissionsError` if there is nothing, or `place` is no folder and no zip.
    """
    with files.opened(place) as handed_in:
        intake = Intake(handed_in, releases, only, declare)
        if not intake.students:
            raise files.SubmissionsError(
                f"no submissions in {place}: it should hold a folder per student, or the files of an LMS."
            )
        yield intake


def _is(file: HandedIn) -> bool:
    return file.name.lower().endswith(".ipynb")
