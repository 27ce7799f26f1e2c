"""Notebook 03, where floats break the rule: bets, the rows to search, and the search itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import torch

from course_utils.checking import Bet, Exercise, Part, Value, WrongValue

POWERS = tuple(10.0**k for k in range(9))
"""The shifts to try: 1, 10, ..., 100,000,000."""


def rows_of_scores(count: int = 100_000, classes: int = 10) -> torch.Tensor:
    """Standard normal float32 scores (count, classes), the same everywhere.

    Drawn in float64 and rounded once: the last bit of a float32 `randn` may differ between processors. The
    smallest lead of a winner in these rows, 1.4e-5, is well above the spacing of floats near 100 (7.6e-6) and
    well below that near 1000 (6.1e-5), so the answer hangs on no bit.
    """
    generator = torch.Generator().manual_seed(1)
    return torch.randn(count, classes, generator=generator, dtype=torch.float64).to(torch.float32)


def lost_leads(scores: torch.Tensor) -> int:
    """In how many rows (..., K) the largest entry stands more than once."""
    return int(((scores == scores.amax(-1, keepdim=True)).sum(-1) > 1).sum())


@cache
def first_lost_lead() -> float:
    """The smallest power of ten that takes the lead from at least one winner of `rows_of_scores`."""
    rows = rows_of_scores()
    return next(c for c in POWERS if lost_leads(rows + c))


def _told(before: torch.Tensor, after: torch.Tensor) -> str:
    if torch.equal(before, after):
        return "as before, to the last bit"
    if bool((after - 1 / len(after)).abs().max() < 1e-6):
        return "a third each"
    return "nan" if bool(after.isnan().any()) else "as before, almost"


def _float_bets() -> Mapping[str, str]:
    whole, tenths = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([0.1, 0.2, 0.3])
    half = torch.softmax(whole.to(torch.bfloat16) + 1000, -1)
    p, q = torch.softmax(whole, -1), torch.softmax(tenths, -1)
    return {
        "ten_million": _told(p, torch.softmax(whole + 1e7, -1)),
        "hundred_million": _told(p, torch.softmax(whole + 1e8, -1)),
        "tenths": _told(q, torch.softmax(tenths + 1e7, -1)),
        "bfloat16": "the same number" if bool(half[0] == half[1]) else "different numbers",
    }


_OPTIONS = ("as before, to the last bit", "a third each", "nan")
_NOT_NAN = "`torch.softmax` takes the maximum off first, so nothing overflows. What is lost is lost earlier."

float_bets = Exercise(
    id="03.float_bets",
    title="The shift, in floats",
    task=Bet(
        parts=(
            Part(
                "ten_million",
                "What is the softmax of [1, 2, 3] + 10,000,000?",
                options=_OPTIONS,
                because={
                    "as before, to the last bit": "Whole numbers below $2^{24}$, about 16.8 million, are all "
                    "floats: nothing is rounded.",
                    "a third each": "Near 10,000,000 neighboring floats are exactly 1 apart. So 10,000,001, "
                    "10,000,002 and 10,000,003 are all there.",
                    "nan": _NOT_NAN,
                },
                misconceptions={"nan": "a large shift overflows"},
            ),
            Part(
                "hundred_million",
                "What is the softmax of [1, 2, 3] + 100,000,000?",
                options=_OPTIONS,
                because={
                    "as before, to the last bit": "On paper, yes. But near 100,000,000 neighboring floats "
                    "are 8 apart: all three sums round to the same one.",
                    "a third each": "Near 100,000,000 neighboring floats are 8 apart: all three sums round "
                    "to the same one.",
                    "nan": _NOT_NAN,
                },
                misconceptions={
                    "as before, to the last bit": "translation invariance holds in floats",
                    "nan": "a large shift overflows",
                },
            ),
            Part(
                "tenths",
                "What is the softmax of [0.1, 0.2, 0.3] + 10,000,000?",
                options=_OPTIONS,
                because={
                    "as before, to the last bit": "It did for whole numbers. But there is no float between "
                    "10,000,000 and 10,000,001: the tenths are rounded away.",
                    "a third each": "There is no float between 10,000,000 and 10,000,001: the tenths are "
                    "rounded away.",
                    "nan": _NOT_NAN,
                },
                misconceptions={
                    "as before, to the last bit": "translation invariance holds in floats",
                    "nan": "a large shift overflows",
                },
            ),
            Part(
                "bfloat16",
                "In bfloat16, what are the first two outputs of [1, 2, 3] + 1000?",
                options=("the same number", "different numbers"),
                because={
                    "the same number": "bfloat16 keeps 8 bits. Near 1000 its numbers are 4 apart, and 1001 "
                    "and 1002 both round to 1000.",
                    "different numbers": "bfloat16 keeps 8 bits. Near 1000 its numbers are 4 apart: what do "
                    "1001 and 1002 round to?",
                },
            ),
        ),
        outcome=_float_bets,
    ),
)

first_lost_winner = Exercise(
    id="03.first_lost_winner",
    title="The first winner lost",
    points=2,
    task=Value(
        expected=first_lost_lead,
        wrong=(
            WrongValue(
                1.0,
                "any changed bit",
                "At c = 1 some outputs change in their last bit. But has a *winner* company at the top? "
                "Compare each row's largest entry with the other nine.",
            ),
            WrongValue(
                10.0,
                "any changed bit",
                "At c = 10 outputs change in their seventh digit. Is there a row whose largest entry stands "
                "*twice*? Count those.",
            ),
            WrongValue(
                100.0,
                "a gap below the spacing is not yet there",
                "Near 100, floats are 0.0000076 apart. The closest race in these rows is decided by "
                "0.000014. Can two numbers that far apart round to the same float?",
            ),
            WrongValue(
                10_000.0,
                "later ones are easier to see",
                "At 10,000 many leads are lost, but it is not the first power of ten that takes one. What "
                "does the power before do? (If you compared `argmax` before and after: among equals it picks "
                "one, and that may happen to be the old winner.)",
            ),
            WrongValue(
                lambda c: c.dim() == 0 and float(c) in (1e5, 1e6, 1e7, 1e8, 2.0**24),
                "whole numbers as a test",
                "Whole numbers like 1, 2, 3 hold out that long. These scores have seven digits behind the "
                "point. Start at c = 1 and go up.",
            ),
            WrongValue(
                lambda c: c.dim() == 0 and float(c) in (2.0, 3.0, 4.0),
                "the exponent instead of the power",
                "Is that the exponent? The answer is c itself, a number like 10 or 100.",
            ),
        ),
    ),
    hints=(
        "For each c compute `rows + c` and ask, row by row: does the largest value stand there more than "
        "once?",
        "`moved == moved.amax(-1, keepdim=True)` marks every entry that equals its row's largest one. In how "
        "many rows does it mark more than one?",
        "Loop over 1, 10, 100, ... and stop at the first c for which `((moved == moved.amax(-1, "
        "keepdim=True)).sum(-1) > 1).any()` is true.",
    ),
)
