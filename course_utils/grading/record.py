"""What travels between the parts of grading: plain, frozen, JSON.

A `Job` goes to a worker as data (bytes, no path), a `NotebookResult` comes back as data. Reading either
checks its form, so a damaged file or a hostile message is an error and never half a result.
This module imports neither torch nor the lessons: the line stays light, the workers carry the weight.
"""

from __future__ import annotations

import json
import math
import sys
from dataclasses import MISSING, asdict, dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar

MAX_ANSWER = 20_000
"""The most characters of a free-text answer that a result keeps."""

STATUSES = frozenset({"not attempted", "right", "wrong", "could not run", "undecided", "recorded"})
"""The values of `course_utils.checking.Status`, without importing it (and torch with it)."""


class Malformed(ValueError):
    """A record that does not have the form `to_json` gives it. The message says where."""


class Event(StrEnum):
    """What may befall an answer on its way to a verdict; what it is called in the stored results."""

    PROTOCOL = "protocol"
    KILLED = "killed"
    TIMED_OUT = "timed out"
    MEMORY = "memory"
    OUTPUT = "output"
    UNREADABLE = "unreadable"
    STUDENT_ERROR = "student error"


EVENTS = frozenset(str(event) for event in Event)
"""What `ExerciseResult.event` may be, if it is not ""."""


@dataclass(frozen=True)
class Limits:
    """What one notebook may use: seconds of wall time, bytes of memory above the warm kernel's, of output."""

    cell_seconds: float = 20
    notebook_seconds: float = 120
    memory_bytes: int = 2 << 30
    output_bytes: int = 1 << 20
    judge_seconds: float = 10


@dataclass(frozen=True)
class ExerciseResult:
    """One exercise of one student. A lesson's exercises stand in notebook order.

    `status` is a value of `checking.Status`. `points` is `possible` if the answer is right or recorded, else
    0; undecided proofs and texts have 0 and `needs_person`. `lines`, `misconception` and `counterexample` are
    the verdict as data. `why` is one plain sentence for the gradebook, or "". `answer` is a free text as
    written. `event` is a value of `Event`, what befell the answer, or "": reports go by it, not by `why`,
    which may quote the student.
    """

    exercise: str
    title: str
    possible: int
    status: str
    points: float
    needs_person: bool
    lines: tuple[str, ...] = ()
    misconception: str = ""
    counterexample: str = ""
    why: str = ""
    answer: str = ""
    event: str = ""


@dataclass(frozen=True)
class NotebookResult:
    """One notebook of one student.

    `lesson` is the notebook's name without ending. `source` is the file's name as handed in; `content` the
    sha256 of its bytes; `release` the release it was graded against. `refused` is "" or why intake refused
    it: then every exercise has 0 points and is not attempted, and if not even the lesson could be told,
    `lesson` is "" and there are no exercises. `notes` say what was unusual about the file.
    """

    student: str
    lesson: str
    source: str
    content: str
    release: str
    refused: str
    notes: tuple[str, ...]
    sandboxed: bool
    exercises: tuple[ExerciseResult, ...]

    @property
    def points(self) -> float:
        """The sum of the exercises' points."""
        return math.fsum(exercise.points for exercise in self.exercises)

    @property
    def possible(self) -> int:
        """The most points this notebook can give."""
        return sum(exercise.possible for exercise in self.exercises)

    def to_json(self) -> str:
        """One line of JSON; the same result gives the same bytes."""
        return _dump(asdict(self))

    @classmethod
    def from_json(cls, text: str | bytes) -> NotebookResult:
        """Reads what `to_json` wrote. Raises `Malformed` on anything else."""
        data = _load(text)
        exercises = data.get("exercises")
        if not isinstance(exercises, list):
            raise Malformed("exercises: not a list")
        read = tuple(_build(ExerciseResult, item, f"exercises[{i}]") for i, item in enumerate(exercises))
        for item in read:
            if item.status not in STATUSES:
                raise Malformed(f"{item.exercise}: unknown status")
            if item.event and item.event not in EVENTS:
                raise Malformed(f"{item.exercise}: unknown event")
            if not 0 <= item.points <= item.possible:
                raise Malformed(f"{item.exercise}: points outside 0 to {item.possible}")
        return _build(cls, data | {"exercises": read}, "result")


@dataclass(frozen=True)
class Job:
    """What travels to a worker: one transplanted notebook as JSON text, and whose it is. No path."""

    student: str
    lesson: str
    source: str
    content: str
    release: str
    notes: tuple[str, ...]
    notebook: str

    def to_json(self) -> str:
        """One line of JSON."""
        return _dump(asdict(self))

    @classmethod
    def from_json(cls, text: str | bytes) -> Job:
        """Reads what `to_json` wrote. Raises `Malformed` on anything else."""
        return _build(cls, _load(text), "job")


def _dump(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True)
    # A lone surrogate from a student's string cannot be written to any file: it becomes a question mark.
    return text.encode("utf-8", "replace").decode("utf-8")


def _load(text: str | bytes) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise Malformed("not JSON") from None
    if not isinstance(data, dict):
        raise Malformed("not an object")
    return data


def _field(annotation: str, value: Any) -> Any:
    """The value of a field as its annotation wants it, or None if it is of another kind."""
    if annotation == "tuple[str, ...]":
        fits = isinstance(value, list) and all(type(item) is str for item in value)
        return tuple(map(sys.intern, value)) if fits else None
    if annotation == "str":
        # A class says much the same a thousand times: titles, verdicts, misconceptions.
        return sys.intern(value) if type(value) is str else None
    if annotation == "float":
        return float(value) if type(value) in (int, float) and math.isfinite(value) else None
    exact = {"bool": bool, "int": int, "tuple[ExerciseResult, ...]": tuple}[annotation]
    return value if type(value) is exact else None


_Record = TypeVar("_Record")


def _build(kind: type[_Record], data: Any, where: str) -> _Record:
    if not isinstance(data, dict):
        raise Malformed(f"{where}: not an object")
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    if strange := sorted(set(data) - set(known)):
        raise Malformed(f"{where}: unknown field {strange[0][:40]!r}")
    values = {}
    for name, field in known.items():
        if name not in data and field.default is not MISSING:
            continue
        value = _field(str(field.type), data.get(name))
        if value is None:
            raise Malformed(f"{where}.{name}: missing or not {field.type}")
        values[name] = value
    return kind(**values)
