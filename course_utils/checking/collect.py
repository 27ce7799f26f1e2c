"""The two halves of a check, and the wall of plain data between them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from course_utils.checking import wire
from course_utils.checking.verdict import UNREADABLE, Status, Verdict

if TYPE_CHECKING:
    from course_utils.checking.exercise import Exercise

MAX_BYTES = 256 * 1024
"""The most that one piece of evidence may weigh."""


class NotAttempted(Exception):
    """The answer is still as the student found it. The message, if any, says what is missing."""


class Unusable(Exception):
    """The answer is not of a kind this exercise can look at; the message tells the student why."""


class Task(Protocol):
    """A kind of exercise: function, value, witness, choice, bet, text; others fit here too."""

    def collect(self, answer: Any, seed: int) -> wire.Json:
        """Plain data about the answer. Raises NotAttempted or Unusable."""
        ...

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """The verdict on that data; it never sees the answer. Raises wire.Malformed on other data."""
        ...


@dataclass(frozen=True)
class Evidence:
    """What crosses the wall: which exercise, how far the answer got, and plain data about it."""

    exercise: str
    status: str
    data: wire.Json

    def to_json(self) -> str:
        """One JSON object."""
        return json.dumps(
            {"exercise": self.exercise, "status": self.status, "data": self.data}, allow_nan=False
        )

    @classmethod
    def from_json(cls, text: str) -> Evidence:
        """Read evidence. Raises wire.Malformed if it is too large or not what `to_json` writes."""
        if len(text) > MAX_BYTES:
            raise wire.Malformed("too large")
        try:
            whole = json.loads(text)
        except (ValueError, RecursionError):
            raise wire.Malformed("not JSON") from None
        if not isinstance(whole, dict) or set(whole) != {"exercise", "status", "data"}:
            raise wire.Malformed("not evidence")
        if not isinstance(whole["exercise"], str) or not isinstance(whole["status"], str):
            raise wire.Malformed("not evidence")
        return cls(**whole)


def collect(exercise: Exercise, answer: object, seed: int) -> Evidence:
    """Run or read the student's answer and write down plain data about it.

    Nothing of the student's survives in the result: no object, no tensor, no class.
    """
    if answer is ... or answer is None:
        return Evidence(exercise.id, "not attempted", "")
    try:
        evidence = Evidence(exercise.id, "ran", exercise.task.collect(answer, seed))
    except NotAttempted as reason:
        return Evidence(exercise.id, "not attempted", str(reason))
    except Unusable as reason:
        return Evidence(exercise.id, "unusable", str(reason)[:600])
    if len(evidence.to_json()) > MAX_BYTES:
        return Evidence(exercise.id, "unusable", "The answer is too large to look at.")
    return evidence


def judge(exercise: Exercise, evidence: Evidence, seed: int) -> Verdict:
    """Compare evidence with what a right answer gives on the cases of the same seed."""
    if evidence.exercise != exercise.id:
        verdict = Verdict(Status.COULD_NOT_RUN, ("The evidence belongs to another exercise.",))
    elif evidence.status == "not attempted":
        verdict = Verdict(Status.NOT_ATTEMPTED, (str(evidence.data)[:300] or exercise.invitation,))
    elif evidence.status == "unusable":
        verdict = Verdict(Status.COULD_NOT_RUN, (str(evidence.data)[:600],), opening=UNREADABLE)
    elif evidence.status == "ran":
        try:
            verdict = exercise.task.judge(evidence.data, seed)
        except wire.Malformed as reason:
            verdict = Verdict(Status.COULD_NOT_RUN, (f"The evidence cannot be read: {reason}.",))
    else:
        verdict = Verdict(Status.COULD_NOT_RUN, ("The evidence cannot be read.",))
    return replace(verdict, exercise=exercise.id, title=exercise.title)
