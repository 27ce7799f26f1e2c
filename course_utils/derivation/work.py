"""Work budgets: deterministic counters, so that a verdict never depends on how busy the machine is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from course_utils.derivation.errors import OutOfWork


@dataclass(frozen=True)
class Budget:
    """How much work a check may do, in units of about one microsecond on a 2020s core.

    `line` bounds one line, `proof` all lines together. What runs out is *undecided*, never wrong.
    """

    line: int = 1_000_000
    proof: int = 3_000_000


class Work:
    """A counter that runs down. `spend` raises OutOfWork once nothing is left."""

    __slots__ = ("left",)

    def __init__(self, units: int) -> None:
        self.left = units

    def spend(self, units: int) -> None:
        """Use `units` of the budget."""
        self.left -= units
        if self.left < 0:
            raise OutOfWork


class Purse:
    """What is left for a whole proof; each part of a line takes its share and pays for what it used."""

    def __init__(self, budget: Budget) -> None:
        self.line, self.left = budget.line, budget.proof

    @contextmanager
    def share(self, part: float) -> Iterator[Work]:
        """A counter with this part of what one line may use."""
        granted = int(min(self.line, self.left) * part)
        work = Work(granted)
        try:
            yield work
        finally:
            self.left -= granted - max(work.left, 0)
