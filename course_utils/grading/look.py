"""One look at one answer: probe the kernel, judge the evidence, and say how it went."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from course_utils.checking import Exercise, Status, Text, Verdict
from course_utils.checking.verdict import UNREADABLE
from course_utils.grading import judging
from course_utils.grading.link import Fatal, Link
from course_utils.grading.record import MAX_ANSWER, Event, ExerciseResult

MAX_LINE = 4000


@dataclass(frozen=True)
class Look:
    """A verdict on an answer, and what went wrong on the way to it (None: nothing).

    `changed`: the kernel says that a student's cell changed something that others rely on.
    """

    exercise: Exercise
    verdict: Verdict
    event: Event | None = None
    why: str = ""
    changed: bool = False
    answer: str = ""

    @property
    def passes(self) -> bool:
        """Whether the verdict is one that needs no second look."""
        return self.verdict.status.passes

    def result(self) -> ExerciseResult:
        """The row of the gradebook."""
        exercise, verdict = self.exercise, self.verdict
        a_person = verdict.status is Status.UNDECIDED or (
            verdict.status is Status.RECORDED and isinstance(exercise.task, Text)
        )
        earned = verdict.status in (Status.RIGHT, Status.RECORDED) and not a_person
        return ExerciseResult(
            exercise=exercise.id,
            title=exercise.title,
            possible=exercise.points,
            status=verdict.status.value,
            points=float(exercise.points) if earned else 0.0,
            needs_person=a_person,
            lines=tuple(line[:MAX_LINE] for line in (*verdict.lines, verdict.body) if line),
            misconception=verdict.misconception,
            counterexample=verdict.counterexample[:MAX_LINE],
            why=self.why[:300],
            answer=self.answer,
        )


def lost(exercise: Exercise, fatal: Fatal) -> Look:
    """What is said of an exercise whose cell, or whose probe, ended its kernel."""
    who = "" if fatal.told.startswith(("its ", "the ")) else "this answer "
    told = f"{who}{fatal.told}. The rest of the notebook was graded without it."
    told = told[0].upper() + told[1:]
    return Look(exercise, _verdict(exercise, Status.COULD_NOT_RUN, told), fatal.event, fatal.told)


def look(
    link: Link, exercise: Exercise, name: str, seed: int, error: dict[str, str] | None, seconds: float
) -> Look:
    """Probe and judge. `error` is what the student's own cell ended with, if it did. Raises nothing."""
    try:
        data = link.probe(exercise.id, name, seed)
    except Fatal as fatal:
        return lost(exercise, fatal)
    changed = bool(data.get("changed"))
    if isinstance(text := data.get("evidence"), str):
        verdict, readable = judging.verdict(exercise, text, seed, seconds)
        if not readable:
            why = "sent evidence that cannot be read"
            return Look(exercise, verdict, Event.PROTOCOL, why, changed)
        return Look(exercise, verdict, None, _why(verdict), changed, _text(exercise, text, verdict))
    if "missing" in data:
        if error is None:
            return Look(
                exercise, _verdict(exercise, Status.NOT_ATTEMPTED, exercise.invitation), changed=changed
            )
        told = f"Your cell raised `{error['ename']}`: {error['evalue']}"[:600]
        return Look(
            exercise,
            _verdict(exercise, Status.COULD_NOT_RUN, told),
            _event_of(error),
            f"raised {error['ename'][:80]}",
            changed,
        )
    if isinstance(kind := data.get("failed"), str):
        told = f"Looking at this answer raised `{kind[:80]}`."
        found = _verdict(exercise, Status.COULD_NOT_RUN, told)
        return Look(exercise, found, Event.STUDENT_ERROR, f"raised {kind[:80]} when looked at", changed)
    told = "Its kernel's answer to the probe cannot be read."
    found = _verdict(exercise, Status.COULD_NOT_RUN, told)
    return Look(exercise, found, Event.PROTOCOL, "sent no evidence", changed)


def _verdict(exercise: Exercise, status: Status, told: str) -> Verdict:
    return Verdict(status, (told,), exercise=exercise.id, title=exercise.title)


def _event_of(error: dict[str, str]) -> Event:
    return Event.MEMORY if error["ename"] == "MemoryError" else Event.STUDENT_ERROR


def _why(verdict: Verdict) -> str:
    if verdict.status is not Status.COULD_NOT_RUN:
        return ""
    told = (verdict.lines[0] if verdict.lines else "could not run")[:200]
    # Evidence that says "unusable" says why in words that a student can forge: never at the front of ours.
    return f"unusable: {told}" if verdict.opening == UNREADABLE else told


def _text(exercise: Exercise, text: str, verdict: Verdict) -> str:
    """A free text as the student wrote it, for the person who marks it."""
    if not isinstance(exercise.task, Text) or verdict.status is not Status.RECORDED:
        return ""
    data: Any = json.loads(text)["data"]
    return data[:MAX_ANSWER] if isinstance(data, str) else ""
