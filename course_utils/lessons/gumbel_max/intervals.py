"""Notebook 06: draws by intervals, from given uniform numbers."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, rounding
from course_utils.checking.function import Symptom

_SHORT = 2.0**-20
"""By how much the probabilities of some cases fall short of 1."""
_LAST = 1 - 2.0**-24
"""The largest float32 below 1, and the largest number that torch.rand can give."""


def by_counting(p: torch.Tensor, u: torch.Tensor) -> torch.Tensor:
    """How many intervals end at or before each u; whoever falls off the end gets the last possible class."""
    ends = p.cumsum(0)
    return (ends <= u[:, None]).sum(-1).clamp(max=int(p.nonzero().max()))


def _cases(draw: Draw) -> Sequence[Case]:
    def tensor(*numbers: float) -> torch.Tensor:
        return torch.tensor(numbers)

    # Sixteenths, so that no sum is rounded and an end is an end.
    ends = draw.integers(5, low=1, high=16).sort().values.to(torch.float32) / 16
    parts = torch.cat([tensor(0.0), ends, tensor(1.0)]).diff()
    return [
        Case((tensor(0.5, 0.5), tensor(0.25, 0.75)), about="a coin"),
        Case((tensor(0.25, 0.5, 0.25), tensor(0.125, 0.375, 0.875, 0.625)), about="three classes"),
        Case((tensor(0.125, 0.625, 0.25), draw.uniform(6)), about="random `u`"),
        Case((tensor(0.25, 0.5, 0.25), tensor(0.0, 0.25, 0.75)), about="at the ends of intervals"),
        Case((tensor(0.0, 0.5, 0.0, 0.5), tensor(0.0, 0.5)), about="classes of probability 0"),
        Case((parts, draw.integers(12, low=0, high=32).to(torch.float32) / 32)),
        Case(
            (tensor(0.5, 0.25, 0.25 - _SHORT), tensor(0.0, _LAST)),
            about="probabilities that sum to a hair less than 1",
        ),
        Case(
            (tensor(0.5, 0.5 - _SHORT, 0.0), tensor(_LAST)),
            about="a hair less than 1, and nothing in the last class",
        ),
    ]


def _off_the_end(s: Symptom) -> bool:
    """A class that is none, only for a u that no running sum reaches."""
    p, u = s.case.args
    if s.kind != "values" or s.got is None or s.got.shape != u.shape:
        return False
    gone = s.got >= len(p)
    return bool(gone.any() and (u[gone] >= p.cumsum(0)[-1]).all())


def _no_such_class(s: Symptom) -> bool:
    return s.got is not None and bool((s.got >= len(s.case.args[0])).any())


def _drew_the_impossible(s: Symptom) -> bool:
    p = s.case.args[0]
    if s.kind != "values" or s.got is None or bool((s.got < 0).any() or (s.got >= len(p)).any()):
        return False
    return bool((p[s.got.to(torch.int64)] == 0).any())


def _one_before(p: torch.Tensor, u: torch.Tensor) -> torch.Tensor:
    return (p.cumsum(0) < u[:, None]).sum(-1)


by_intervals = Exercise(
    id="06.by_intervals",
    title="Draw by intervals",
    points=2,
    task=Function(
        name="by_intervals",
        reference=by_counting,
        cases=_cases,
        tolerance=rounding.exact(),
        dtype=torch.int64,
        misconceptions=(
            Misconception(
                "each class against its own probability",
                "You compare `u` with the probabilities themselves. Where does the *second* interval begin?",
                mimic=lambda p, u: (p <= u[:, None]).sum(-1).clamp(max=len(p) - 1),
            ),
            Misconception(
                "the nearest end",
                "You take the end that is nearest to `u`. Which class owns the numbers between two ends?",
                mimic=lambda p, u: (p.cumsum(0) - u[:, None]).abs().argmin(-1),
            ),
            Misconception(
                "the wrong end is closed",
                "An interval owns its left end, not its right one: `torch.rand` can give 0.0, and never "
                "gives 1.0. To whom belongs `u = 0` if the first class has probability 0? (In "
                "`searchsorted` that is what `right=` is about.)",
                mimic=lambda p, u: _one_before(p, u).clamp(max=len(p) - 1),
            ),
            Misconception(
                "the wrong end is closed",
                "An interval owns its left end, not its right one: `torch.rand` can give 0.0, and never "
                "gives 1.0. To whom belongs a `u` that lies exactly on an end? (In `searchsorted` that is "
                "what `right=` is about.)",
                mimic=_one_before,
            ),
            Misconception(
                "the wrong end is closed",
                "An interval owns its left end, not its right one. Which class gets a `u` that lies exactly "
                "on an end, with you? (`searchsorted` has a switch for it, `right=`.)",
                mimic=lambda p, u: torch.searchsorted(p.cumsum(0) / p.sum(), u),
            ),
            Misconception(
                "the first that is not reached, or class 0",
                "On the way to the last class nobody raises a hand, and then `argmax` answers 0: the first "
                "class. Who should get a `u` that lies above every running sum?",
                mimic=lambda p, u: (u[:, None] < p.cumsum(0)).int().argmax(-1),
            ),
            Misconception(
                "off the end",
                "There is no such class. In floats the last running sum may stay below 1, and then a `u` can "
                "lie above it. Who should get it?",
                symptom=_off_the_end,
            ),
            Misconception(
                "counted from 1",
                "There is no such class. Classes are counted from 0: how many ends has `u` left behind?",
                symptom=_no_such_class,
            ),
            Misconception(
                "a class that cannot be",
                "That class has probability 0: nobody may draw it. Which is the last class that can be "
                "drawn?",
                symptom=_drew_the_impossible,
            ),
        ),
    ),
    hints=(
        "The intervals end at the running sums of `p`: `torch.cumsum`. How many of them has `u` left behind?",
        "`torch.searchsorted(ends, u, right=True)` counts the ends that are at or before `u`. Two things can "
        "go wrong at the far end: the last sum is below 1, or the last class has probability 0.",
        "Divide the running sums by the last one, and they end at exactly 1. Every `u` is below that.",
    ),
)
