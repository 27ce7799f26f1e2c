"""Exercises whose answer is a number, a list or tensor of numbers, or a dict of named numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from course_utils.checking import wire, words
from course_utils.checking.verdict import UNREADABLE, Status, Verdict


@dataclass(frozen=True)
class WrongValue:
    """A known wrong value (a number, or a predicate on the float64 answer) and what to say of it.

    `says` may be made from the float64 answer, to name a figure that belongs to it. `part`: the name of
    the one part of a dict that it is about; by default it may be any.
    """

    value: float | Callable[[torch.Tensor], bool]
    name: str
    says: str | Callable[[torch.Tensor], str]
    part: str = ""


@dataclass(frozen=True)
class Value:
    """A value exercise. `tolerance` is absolute; `canonical` is applied to both sides before comparing.

    `expected` may be a callable, so that the figure is computed and not written down.
    """

    expected: Any
    tolerance: float = 0.0
    wrong: tuple[WrongValue, ...] = ()
    canonical: Callable[[torch.Tensor], torch.Tensor] | None = None

    def collect(self, answer: object, seed: int) -> wire.Json:
        """The answer as plain data."""
        return collect_plain(answer)

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """Compare with the expected value, part by part."""
        answer, expected = wire.restore(data), self.expected() if callable(self.expected) else self.expected
        if not isinstance(expected, dict):
            problem = self._compare(answer, expected)
            return problem or Verdict(Status.RIGHT, (f"`{self._say(expected)}` it is.",))
        if not isinstance(answer, dict) or set(answer) != set(expected):
            return Verdict(Status.COULD_NOT_RUN, (_wrong_names(answer, expected),), opening=UNREADABLE)
        problems = {
            name: p for name, wanted in expected.items() if (p := self._compare(answer[name], wanted, name))
        }
        if not problems:
            return Verdict(Status.RIGHT, (f"All {len(expected)} values are right.",))
        name, first = next(iter(problems.items()))
        good = [f"`{part}`" for part in expected if part not in problems]
        lead = (f"{words.listing(good)} {'is' if len(good) == 1 else 'are'} right.",) if good else ()
        return Verdict(
            first.status, (*lead, f"`{name}`: {first.lines[0]}", *first.lines[1:]), first.misconception
        )

    def _fits(self, known: WrongValue, got: torch.Tensor) -> bool:
        if callable(known.value):
            return known.value(got)
        return bool(((got - known.value).abs() <= self.tolerance).all())

    def _say(self, value: Any) -> str:
        return words.values(_numbers(value), 6, point=False)

    def _compare(self, answer: Any, expected: Any, part: str = "") -> Verdict | None:
        try:
            got = _numbers(answer)
        except (TypeError, ValueError):
            told = f"A number is expected here, not `{str(answer)[:60]!r}`."
            return Verdict(Status.COULD_NOT_RUN, (told,), opening=UNREADABLE)
        wanted = _numbers(expected)
        if got.shape != wanted.shape:
            many = "one number" if wanted.dim() == 0 else f"shape {tuple(wanted.shape)}"
            return Verdict(Status.WRONG, (f"The answer has shape {tuple(got.shape)}; {many} is expected.",))
        if self.canonical:
            got, wanted = self.canonical(got), self.canonical(wanted)
        near = ((got - wanted).abs() <= self.tolerance) | (got == wanted) | (got.isnan() & wanted.isnan())
        if bool(near.all()):
            return None
        for known in self.wrong:
            if known.part in ("", part) and self._fits(known, got):
                told = known.says(got) if callable(known.says) else known.says
                return Verdict(
                    Status.WRONG,
                    (f"`{words.values(got, 6, point=False)}` is not it.", told),
                    known.name,
                )
        return Verdict(Status.WRONG, (f"`{words.values(got, 6, point=False)}` is not it.",))


def _wrong_names(answer: Any, expected: dict[str, Any]) -> str:
    given = answer if isinstance(answer, dict) else {}
    odd = [f"`{name[:40]}`" for name in given if name not in expected]
    missing = [f"`{name}`" for name in expected if name not in given]
    told = f"The answer should be a dict with {words.listing([f'`{name}`' for name in expected])}."
    if given and missing:
        told += f" {words.sentence(words.listing(missing))} {'is' if len(missing) == 1 else 'are'} missing."
    return told + (f" {words.sentence(words.listing(odd))} was not asked for." if odd else "")


def collect_plain(answer: object) -> wire.Json:
    """An answer given as values, as JSON. Raises NotAttempted if it is `...`, Unusable if it is not plain."""
    from course_utils.checking.collect import NotAttempted, Unusable

    try:
        data = wire.plain(answer)
    except wire.NotPlain as reason:
        raise Unusable(f"The answer must be plain numbers, text, lists or tensors; {reason}.") from None
    if isinstance(data, dict) and set(data) == {"dict"}:
        open_parts = [name for name, part in data["dict"].items() if part == {"open": True}]
        if open_parts and len(open_parts) == len(data["dict"]):
            raise NotAttempted
        if open_parts:
            raise NotAttempted(f"Still open: {words.listing([f'`{name}`' for name in open_parts])}.")
    if isinstance(data, list) and {"open": True} in data:
        raise NotAttempted("A part of the answer is still `...`.")
    return data


def _numbers(value: Any) -> torch.Tensor:
    if isinstance(value, torch.Tensor):
        return value.to("cpu", torch.float64)
    if isinstance(value, str) or value is None:
        raise TypeError("not a number")
    return torch.tensor(value, dtype=torch.float64)
