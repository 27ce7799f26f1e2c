"""Notebook 02: its values, its witness and its free texts. Every expected figure is computed."""

from __future__ import annotations

import math

import torch

from course_utils.checking import Exercise, Outcome, Text, Value, Witness, WrongValue
from course_utils.lessons.overflow.cases import naive_softmax as _naive


def _shifts_that_work() -> dict[str, int]:
    x2 = 50 * torch.tensor([1.0, 2.0, 3.0])
    good = [
        c
        for c in range(400)
        if bool(torch.isfinite(_naive(x2 - c)).all()) and float(_naive(x2 - c).sum()) == 1
    ]
    return {"smallest": good[0], "largest": good[-1]}


which_shift = Exercise(
    id="02.which_shift",
    title="How much to subtract?",
    task=Value(
        expected=_shifts_that_work,
        wrong=(
            WrongValue(
                lambda c: c.dim() == 0 and float(c) != round(float(c)),
                "not a whole number",
                "The edges lie between whole numbers. Which *whole* number is the last that works?",
            ),
            WrongValue(
                150.0,
                "the one that is given",
                "150 works, and it is not at the end of what works. Go on until it breaks.",
            ),
            WrongValue(
                253.0,
                "the two changed places",
                "253 is the *largest* that works. Have the two changed places?",
            ),
            WrongValue(
                62.0,
                "the two changed places",
                "62 is the *smallest* that works. Have the two changed places?",
            ),
            WrongValue(
                61.0,
                "one too few",
                "With 61, the largest exponent is 89. Is `exp(89)` still a float32?",
            ),
            WrongValue(
                254.0,
                "one too many",
                "With 254 every exponential is 0. What is 0/0?",
            ),
            WrongValue(
                lambda c: c.dim() == 0 and 62 < float(c) < 253,
                "works, but is not the end",
                "That shift works. Does the next whole number work as well?",
            ),
            WrongValue(
                lambda c: c.dim() == 0 and float(c) < 61,
                "too few",
                "That shift is too small: the largest exponent is 150 minus it. Is the exponential of that "
                "still a float32?",
            ),
            WrongValue(
                lambda c: c.dim() == 0 and float(c) > 254,
                "too many",
                "That shift is too large: every exponential is 0. What is 0/0?",
            ),
        ),
    ),
    hints=(
        "Two things can go wrong: the exponentials become too large, or they all become 0.",
        "Try them all: `for c in range(0, 400): print(c, softmax_naive(x2 - c))`, and look for where the "
        "`nan` goes and where it returns.",
        "The largest exponent is 150 - c. It may be at most 88.7, and not so far below 0 that its "
        "exponential is 0 as well (near -104).",
    ),
)


def _breaks_silently(z: torch.Tensor) -> Outcome:
    if z.dtype != torch.float32:
        return Outcome(False, f"it is {str(z.dtype).removeprefix('torch.')}; make it float32.")
    if z.dim() != 1 or z.numel() < 2:
        return Outcome(False, "a vector of at least two logits, please.")
    if not bool(torch.isfinite(z).all()):
        return Outcome(False, "use finite logits only: with an infinite one it would be too easy.")
    if float(z.max()) >= 88.7:
        return Outcome(
            False,
            "there is a logit of 88.7 or more. Each exponential by itself must be finite: what else can "
            "overflow?",
            "only a single exponential can overflow",
        )
    if z.tolist() == [88.0, 88.0, 88.0]:
        return Outcome(False, "that is the one from above. Find one of your own: how low can you go?")
    p, right = _naive(z), torch.softmax(z.double(), 0)
    shown = "[" + ", ".join(f"{v:.4g}" for v in p.tolist()[:6]) + (", ...]" if p.numel() > 6 else "]")
    if bool(p.isnan().any()):
        return Outcome(
            False,
            f"that gives `{shown}`. A `nan` is at least honest. Find a wrong answer without one: the sum "
            "must be too large, not 0.",
            "underflow to 0/0 instead of a silent overflow",
        )
    if float(((p.double() - right).abs() / right.max()).max()) < 0.01:
        return Outcome(
            False,
            f"that gives `{shown}`, which is right. Each exponential may be at most 3.4e38. And their sum?",
            "large logits alone are enough",
        )
    if not bool(z.exp().sum().isinf()):
        return Outcome(
            False,
            f"that gives `{shown}`, which is wrong because the exponentials are too *small* to keep their "
            "digits. Wanted is a sum that is too large.",
            "underflow instead of a silent overflow",
        )
    return Outcome(True, f"gives `{shown}`. No `nan`, no `inf`, no warning, and wrong.")


silent_overflow = Exercise(
    id="02.silent_overflow",
    title="Break it without a nan",
    points=2,
    task=Witness(
        wants="a float32 vector, every logit below 88.7, whose naive softmax has a sum of inf and no nan",
        breaks=_breaks_silently,
        limit=512,
    ),
    hints=(
        "Every exponential must be finite, and something else must not be. What is computed after the "
        "exponentials?",
        "`exp(88)` is 1.7e38 and the largest float32 is 3.4e38. How many of them fit into one sum?",
        "Two logits of 88.5 are enough.",
    ),
)

why_it_failed = Exercise(
    id="02.why_it_failed",
    title="Why did softmax(x2) fail?",
    task=Text(
        model_answer="exp(100) and exp(150) are larger than the largest float32, about 3.4e38, so both "
        "became inf, and with them the sum. The first output is a finite number over inf, which is 0; the "
        "other two are inf over inf, which is nan. The true answers (about 4e-44, 2e-22 and 1) all lie "
        "within float32's range: it is not the result that does not fit, only the way to it.",
        rubric=(
            "Names the overflow of the exponentials (not of the logits, not of the result).",
            "Follows it: number/inf = 0 and inf/inf = nan.",
            "Says that the true result fits a float32: the fault is in the route.",
        ),
        min_words=15,
    ),
)

why_it_works = Exercise(
    id="02.why_it_works",
    title="Why is the shifted one right?",
    task=Text(
        model_answer="Subtracting m divides every exponential by exp(m), in the numerator and in the sum "
        "alike, so the quotient is the same: the input changed, the softmax did not. With m the maximum, "
        "every exponent is at most 0, so every exponential lies in [0, 1] and none is inf. One exponent is "
        "exactly 0, so its exponential is 1 and the sum lies between 1 and K: never 0 (and never inf, if "
        "K itself fits the dtype). A number in [0, 1] over something that is at least 1 is neither inf nor "
        "nan.",
        rubric=(
            "The common factor exp(-m) cancels between numerator and denominator.",
            "No exponent above 0, hence no exponential above 1.",
            "The maximum contributes exactly 1, hence the sum is at least 1 (no 0/0) and at most K "
            "(which must fit the dtype).",
        ),
        min_words=15,
    ),
)


def _gap_where_the_loser_vanishes() -> float:
    """The smallest gap at which float32 softmax gives the loser exactly 0: bisection to 1e-6."""
    low, high = 80.0, 120.0
    while high - low > 1e-6:
        gap = (low + high) / 2
        z = torch.tensor([0.0, -gap])
        low, high = (low, gap) if float(torch.softmax(z, 0)[1]) == 0 else (gap, high)
    return high


underflow_gap = Exercise(
    id="02.underflow_gap",
    title="At which gap is the loser exactly 0?",
    points=2,
    task=Value(
        expected=_gap_where_the_loser_vanishes,
        tolerance=0.02,
        wrong=(
            WrongValue(
                lambda g: bool(((g > 88) & (g < 89.1)).all()),
                "underflow begins where overflow does",
                "88.7 is where $e^x$ becomes too *large*. The small end is not its mirror image. Ask "
                "`softmax(tensor([0., -89.]))`: is that a 0?",
            ),
            WrongValue(
                lambda g: bool(((g > 87) & (g <= 88)).all()),
                "underflow begins at the smallest normal float",
                "At 87.3 the floats lose their full precision: from there on down they are *subnormal*, "
                "with fewer and fewer digits. But they are not 0 yet. How far down do they go?",
            ),
            WrongValue(
                lambda g: bool(((g > 16) & (g < 18)).all()),
                "the winner is 1, so the loser is 0",
                "Near 16.6 the *winner* rounds to exactly 1. Floats are much finer near 0 than near 1: the "
                "loser is still there.",
            ),
            WrongValue(
                lambda g: bool((g < 0).all()),
                "a logit, not a gap",
                "A gap is a distance: positive, please.",
            ),
            WrongValue(
                149 * math.log(2),
                "the smallest float is still alive",
                "At that gap $e^{-g}$ is the smallest positive float32 itself: that one still lives. What is "
                "a little smaller than it is rounded to it. How much smaller until it is rounded to 0?",
            ),
            WrongValue(
                lambda g: bool(((g > 744) & (g < 746)).all()),
                "float64's gap",
                "That is the gap of float64. Which dtype has `torch.tensor([0., -g])`?",
            ),
            WrongValue(
                lambda g: bool(((g > 5) & (g < 16)).all()),
                "printed as 0",
                "There it is only *printed* as 0: a tensor shows four decimals. Ask `p[1] == 0`, or "
                "`p[1].item()`. What is it really?",
            ),
            WrongValue(
                lambda g: bool(((g >= 103) & (g <= 105)).all()),
                "not close enough",
                "Very near. Two decimals, please: look between the whole numbers.",
            ),
        ),
    ),
    hints=(
        "Let the machine look: `for g in range(80, 110): print(g, softmax_stable(torch.tensor([0., "
        "-g]))[1].item())`.",
        "The smallest positive float32 is $2^{-149}$. What is less than half of it rounds to 0.",
        "So $e^{-g} = 2^{-150}$, that is $g = 150 \\ln 2$.",
    ),
)
