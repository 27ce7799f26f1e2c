"""An exercise: a frozen declaration, and the three things a notebook does with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from course_utils.checking import show
from course_utils.checking.collect import Evidence, Task, collect, judge
from course_utils.checking.verdict import Status, Verdict

SEED = 0
"""The seed of checks in a student's own notebook: the same answer always meets the same cases."""


@dataclass(frozen=True)
class DemoFunction:
    """A function for a demo: the student's if it is right, otherwise the reference; `label` says which.

    `own` is the student's function, right or not, for a demo in which one can switch to it; None if it is not
    written yet.
    """

    function: Callable[..., Any]
    label: str
    is_reference: bool
    own: Callable[..., Any] | None = None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function."""
        return self.function(*args, **kwargs)


@dataclass(frozen=True)
class Exercise:
    """One exercise of the course.

    `id` is "NN.name"; `name` is also its attribute in the lesson module. `hints` go from a nudge to
    nearly the answer, three at least (bets and free text may have none). Raises ValueError if it is declared
    wrongly.
    """

    id: str
    title: str
    task: Task
    hints: tuple[str, ...] = ()
    points: int = 1

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\d\d\.[a-z][a-z0-9_]*", self.id):
            raise ValueError(f"exercise id {self.id!r}: write it as NN.name, in small letters")
        if 0 < len(self.hints) < 3:
            raise ValueError(
                f"{self.id}: {len(self.hints)} hints; write at least three, from nudge to near-answer"
            )
        if self.points < 0:
            raise ValueError(f"{self.id}: points must not be negative")

    @cached_property
    def invitation(self) -> str:
        """What a student reads who has not begun."""
        nudge = f" `ex.{self.id[3:]}.hint()` gives a nudge." if self.hints else ""
        return f"Fill in the cell above, run it, then run this one again.{nudge}"

    def verdict(self, answer: object, seed: int = SEED) -> Verdict:
        """The verdict on an answer, not shown and not recorded. Evidence passes through JSON all the same."""
        return judge(self, Evidence.from_json(collect(self, answer, seed).to_json()), seed)

    def check(self, *answer: object) -> None:
        """Check an answer, show the verdict and note it in the student's progress.

        Under nbval (COURSE_STRICT=1) raises CheckFailed unless the verdict passes, and notes nothing on disk.
        """
        if len(answer) != 1:
            raise TypeError(f"{self.id}: check() takes one answer, not {len(answer)}")
        show.verdict(self, self.verdict(answer[0]))

    def hint(self, step: int | None = None) -> None:
        """Show the next hint, or hint number `step` (from 1)."""
        show.hint(self, step)

    def for_demo(self, function: object) -> DemoFunction:
        """The student's function for a demo if it is right, else the reference, labeled so.

        Only function exercises have a reference that a demo can call.
        """
        task: Any = self.task
        status = self.verdict(function).status
        if status is Status.RIGHT and callable(function):
            return DemoFunction(function, f"your {task.name}", False, function)
        own: Any = function if callable(function) and status is not Status.NOT_ATTEMPTED else None
        why = "is not written yet" if status is Status.NOT_ATTEMPTED else "is not right yet"
        return DemoFunction(task.reference, f"the reference {task.name} (yours {why})", True, own)
