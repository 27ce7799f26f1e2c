"""What people decided: marks for free texts and for proofs that the checker left undecided.

They live in `RESULTS/marks.json`, apart from every result, and no grading run writes there. A mark belongs
to a student, an exercise and the *text* that was marked: when a student hands in another text, the old mark
stays in the file and no longer counts.
"""

from __future__ import annotations

import fcntl
import json
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from course_utils.grading.record import ExerciseResult

FORMAT = 1


class MarksError(ValueError):
    """The file of marks cannot be read. It is never overwritten then; the message says what to do."""


@dataclass(frozen=True)
class Mark:
    """A person's decision on one answer. `answer` is its `fingerprint`; `rubric`, which of its lines hold."""

    student: str
    exercise: str
    answer: str
    points: float
    rubric: tuple[bool, ...] = ()
    comment: str = ""


@dataclass(frozen=True)
class Marks:
    """All marks, in the order in which they were first given."""

    entries: tuple[Mark, ...] = ()

    def of(self, student: str, result: ExerciseResult) -> Mark | None:
        """The mark on this very answer, or None."""
        answer = fingerprint(result)
        return next((m for m in self._about(student, result.exercise) if m.answer == answer), None)

    def earlier(self, student: str, result: ExerciseResult) -> Mark | None:
        """The latest mark on another answer of the same student to the same exercise, or None."""
        answer = fingerprint(result)
        others = [m for m in self._about(student, result.exercise) if m.answer != answer]
        return others[-1] if others else None

    def _about(self, student: str, exercise: str) -> Iterator[Mark]:
        return (m for m in self.entries if m.student == student and m.exercise == exercise)

    def with_mark(self, mark: Mark) -> Marks:
        """These marks and `mark`, which takes the place of one on the same answer."""
        where = (mark.student, mark.exercise, mark.answer)
        kept = tuple(m for m in self.entries if (m.student, m.exercise, m.answer) != where)
        return Marks((*kept, mark))


def fingerprint(result: ExerciseResult) -> str:
    """The sha256 of what a person reads: the text, or the proof with its verdicts."""
    read = result.answer or "\n".join((*result.lines, result.counterexample))
    return sha256(read.encode("utf-8", "backslashreplace")).hexdigest()


@dataclass(frozen=True)
class Standing:
    """What one exercise is worth now. `waits`: a person has yet to decide; until then it counts 0."""

    points: float
    waits: bool
    mark: Mark | None = None


def standing(student: str, result: ExerciseResult, marks: Marks) -> Standing:
    """The points of a result, a person's mark included (never more than is possible)."""
    if not result.needs_person:
        return Standing(result.points, False)
    mark = marks.of(student, result)
    if mark is None:
        return Standing(result.points, True)
    return Standing(min(max(mark.points, 0), result.possible), False, mark)


def read(path: Path) -> Marks:
    """The marks in `path`; none if there is no such file. Raises `MarksError` if it is damaged."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Marks()
    except (OSError, UnicodeDecodeError) as error:
        raise MarksError(f"{path} cannot be read ({error}).") from error
    try:
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError(f"it is not a file of marks in format {FORMAT}")
        return Marks(tuple(_mark(item) for item in data["marks"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        told = f"{path} is damaged: {error}. Nothing was changed. Mend it, or move it away to begin anew."
        raise MarksError(told) from error


def _mark(item: Any) -> Mark:
    if not isinstance(item, dict) or set(item) != {field.name for field in fields(Mark)}:
        raise ValueError("a mark with other fields than ours")
    texts = [item[name] for name in ("student", "exercise", "answer", "comment")]
    rubric, points = item["rubric"], item["points"]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("a mark whose texts are not texts")
    if not isinstance(rubric, list) or not all(isinstance(met, bool) for met in rubric):
        raise ValueError("a rubric that is not a list of true and false")
    if type(points) not in (int, float) or not math.isfinite(points):
        raise ValueError("points that are not a number")
    return Mark(**item | {"rubric": tuple(rubric), "points": float(points)})


def record(path: Path, mark: Mark) -> Marks:
    """Adds one mark to the file, whole or not at all, and returns what it holds then.

    Two people may mark at the same time: the file is read again under a lock before it is written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path.parent):
        marks = read(path).with_mark(mark)
        data = {"format": FORMAT, "marks": [asdict(entry) for entry in marks.entries]}
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with draft.open("w", encoding="utf-8", newline="\n") as file:
                file.write(json.dumps(data, ensure_ascii=True, indent=1, sort_keys=True) + "\n")
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    return marks


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Holds a lock on the folder itself: no lock file stays behind."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
