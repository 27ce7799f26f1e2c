"""Exercises whose answer is an input that breaks something: the judge breaks it again, on its own copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from course_utils.checking import wire, words
from course_utils.checking.value import collect_plain
from course_utils.checking.verdict import UNREADABLE, Status, Verdict


@dataclass(frozen=True)
class Outcome:
    """Whether a witness does what was asked, and what happened when it was tried."""

    ok: bool
    says: str
    misconception: str = ""


@dataclass(frozen=True)
class Witness:
    """A witness exercise.

    `wants` completes "Supply ...". `breaks(*tensors)` runs the broken thing on the student's input and
    returns an Outcome. Lists and numbers arrive as float32 tensors unless they are tensors already; a tuple
    or dict of `count` inputs arrives as `count` arguments (a dict's in the order of `names`). At most `limit`
    elements each.
    """

    wants: str
    breaks: Callable[..., Outcome]
    count: int = 1
    names: tuple[str, ...] = ()
    limit: int = 64

    def collect(self, answer: object, seed: int) -> wire.Json:
        """The input, whole, as plain data."""
        return collect_plain(answer)

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """Try the input on the broken thing."""
        answer = wire.restore(data)
        parts = self._in_order(answer)
        if not isinstance(parts, list) or len(parts) != self.count:
            return _unreadable(f"Supply {self.wants}: {self._form()}.")
        try:
            tensors = [_tensor(part) for part in parts]
        except (TypeError, ValueError, RuntimeError):
            return _unreadable(f"No tensor of numbers can be made of it. Supply {self.wants}.")
        if any(t.numel() > self.limit for t in tensors):
            return _unreadable(f"At most {self.limit} numbers, please: a small example says more.")
        outcome = self.breaks(*tensors)
        shown = words.listing([f"`{words.argument(s)}`" for s in map(_as_typed, parts, tensors)])
        if outcome.ok:
            return Verdict(Status.RIGHT, (f"{shown}: {outcome.says}",))
        return Verdict(Status.WRONG, (f"{shown}: {outcome.says}",), outcome.misconception)

    def _form(self) -> str:
        if self.names:
            return "a dict with " + words.listing([f"`{name}`" for name in self.names])
        return words.plural(self.count, "input")

    def _in_order(self, answer: Any) -> Any:
        if self.count == 1:
            return [answer]
        if not isinstance(answer, dict):
            return answer
        if self.names and set(answer) != set(self.names):
            return None
        return [answer[name] for name in self.names or answer]


def _unreadable(told: str) -> Verdict:
    return Verdict(Status.COULD_NOT_RUN, (told,), opening=UNREADABLE)


def _as_typed(part: Any, tensor: torch.Tensor) -> Any:
    """A number as a number, everything else as the tensor that was tried."""
    return part if type(part) in (int, float) else tensor


def _tensor(part: Any) -> torch.Tensor:
    return part if isinstance(part, torch.Tensor) else torch.tensor(part, dtype=torch.float32)
