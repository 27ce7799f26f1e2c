"""Notebook 02: its bets and choices. What a bet is compared with is computed, never written down."""

from __future__ import annotations

import math

import torch

from course_utils.checking import Bet, Choice, Exercise, Part
from course_utils.lessons.overflow.cases import naive_softmax as _naive


def _says(p: float) -> str:
    """The option of the first bet that `p` is."""
    if math.isnan(p):
        return "nan"
    if math.isinf(p):
        return "inf"
    return "0" if p == 0 else "1" if p == 1 else "between"


def _cliff_outcome() -> dict[str, str]:
    p = _naive(50 * torch.tensor([1.0, 2.0, 3.0])).tolist()
    return dict(zip(("first", "second", "third"), map(_says, p), strict=True))


_CLIFF = ("0", "between", "1", "inf", "nan")

cliff_bet = Exercise(
    id="02.cliff_bet",
    title="Bet: the cliff",
    task=Bet(
        parts=(
            Part(
                "first",
                "What does class 0 get, logit 50?",
                _CLIFF,
                because={
                    "between": "On paper it is near 4e-44, and a float32 could almost hold that. Something "
                    "else got in the way.",
                    "nan": "Its own exponential is an ordinary number, 5e21. See what it is divided by.",
                },
            ),
            Part(
                "second",
                "What does class 1 get, logit 100?",
                _CLIFF,
                because={
                    "0": "On paper 2e-22 is tiny, but float32 holds it easily. It is not a matter of being "
                    "small."
                },
            ),
            Part(
                "third",
                "What does class 2 get, logit 150?",
                _CLIFF,
                because={
                    "1": "On paper it rounds to 1: the largest logit, sure to win. It is the first to fall.",
                    "inf": "An infinity is on the way, but it does not come out.",
                },
            ),
        ),
        outcome=_cliff_outcome,
    ),
)

first_nan = Exercise(
    id="02.first_nan",
    title="Who made the first nan?",
    task=Choice(
        parts=(
            Part(
                "infinity",
                "Which line made the first inf?",
                ("e", "total", "p"),
                right="e",
                because={
                    "total": "The sum is `inf` too, but it was given one. Look one line up.",
                    "p": "The quotients hold no `inf` at all. Look at what goes into them.",
                    "e": "$e^{100}$ and $e^{150}$ are ordinary real numbers, and there is no float32 that "
                    "large.",
                },
            ),
            Part(
                "nan",
                "Which line made the first nan?",
                ("e", "total", "p"),
                right="p",
                because={
                    "e": '`inf` is not `nan`: it still says "too large". Two lines later nothing is left to '
                    "say.",
                    "total": "The sum is `inf`, which is still a kind of answer. What comes after it?",
                    "p": "`inf / inf` could be anything, so the rules of floats say `nan`.",
                },
            ),
            Part(
                "zero",
                "Why is the first output 0?",
                ("its exponential is 0", "a number over inf", "too small for float32"),
                right="a number over inf",
                because={
                    "its exponential is 0": "Its exponential is 5e21. Print it.",
                    "too small for float32": "float32 has numbers down to 1.4e-45, so this one could live. "
                    "But nobody computed it.",
                    "a number over inf": "So even the output that looks fine is wrong.",
                },
            ),
        )
    ),
    hints=(
        "Print `e`, `total` and `p`, one after the other, and look for "
        "the first line with an `inf`, then for the first with a `nan`.",
        "`inf` is born when a result is too large for the dtype. `nan` is born when a result could be "
        "anything.",
        "The exponentials bring the `inf`; only the division turns two of them into `nan`.",
    ),
)


guard = Exercise(
    id="02.guard",
    title="Does this assert guard anything?",
    task=Choice(
        parts=(
            Part(
                "overflow",
                "Does it stop an exponential that became inf?",
                ("yes", "no"),
                right="no",
                because={
                    "yes": "`inf >= 0` is true. An exponential is never negative, so when could this line "
                    "ever fire?"
                },
            ),
            Part(
                "underflow",
                "Does it stop exponentials that all became 0?",
                ("yes", "no"),
                right="no",
                because={
                    "yes": "`0 >= 0` is true. The comment says *positive*; the code says *not negative*. "
                    "Which of them runs?"
                },
            ),
            Part(
                "better",
                "Which line guards what it should?",
                (
                    "A",
                    "B",
                    "C",
                    "D",
                ),
                right="D",
                because={
                    "A": "It fires for an innocent -inf or a hopeless class (a true 0), and lets `inf` "
                    "pass: `inf > 0`.",
                    "B": "Closer. But at `[88, 88, 88]` all of `e` is finite; the *sum* is not.",
                    "C": "At `[88, 88, 88]` all of `p` is finite: three zeros. Finite and wrong.",
                    "D": "It tests what the result must *be*. And `nan > 0.99` is false, so `nan` is "
                    "stopped too. Test the promise, not the steps.",
                },
            ),
        )
    ),
    hints=(
        "Ask of each line: for which values does it fire? Try `inf`, `0` and `nan` in it.",
        "`<`, `>`, `>=` and `==` with `nan` are all false. Every comparison `inf > something finite` is "
        "true.",
        "Which of the lines fires for all three: `[0, nan, nan]`, `[nan, nan]` and `[0, 0, 0]`?",
    ),
)


def _edge_outcome() -> dict[str, str]:
    def kind(z: list[float]) -> str:
        p = _naive(torch.tensor(z))
        if bool(p.isnan().any()):
            return "nan"
        return "all 0" if bool((p == 0).all()) else "right"

    return {"eights": kind([88.0, 88.0, 88.0]), "deep": kind([-1000.0, -1001.0])}


edge_bet = Exercise(
    id="02.edge_bet",
    title="Bet: two quiet vectors",
    task=Bet(
        parts=(
            Part(
                "eights",
                "What does `softmax_naive([88, 88, 88])` give?",
                ("right", "nan", "all 0"),
                because={
                    "right": "Each exponential fits. Three of them together do not: the sum is `inf`.",
                    "nan": "The sum is `inf`, but a *finite* number over `inf` is 0. No `nan` will warn you.",
                },
            ),
            Part(
                "deep",
                "What does `softmax_naive([-1000, -1001])` give?",
                ("right", "nan", "all 0"),
                because={
                    "right": "Only the gap of 1 matters, on paper. Here both exponentials are 0, and 0/0 "
                    "follows.",
                    "all 0": "Both exponentials are 0, yes. And so is their sum: 0/0.",
                },
            ),
        ),
        outcome=_edge_outcome,
    ),
)


_UNDERFLOW = "the shift prevents underflow"
_APPROXIMATE = "the shift is an approximation"
_TOTAL = "stable softmax cannot give nan"

what_the_shift_cures = Exercise(
    id="02.what_the_shift_cures",
    title="What the shift cures",
    points=2,
    task=Choice(
        parts=(
            Part(
                "overflow",
                "Exponentials that become inf",
                ("cured", "not cured"),
                right="cured",
                because={"not cured": "What is the largest exponent after the shift?"},
            ),
            Part(
                "zero_over_zero",
                "0/0 when all exponentials vanish",
                ("cured", "not cured"),
                right="cured",
                because={
                    "not cured": "After the shift one exponential is exactly 1. How small can the sum be?"
                },
            ),
            Part(
                "vanishing",
                "Single exponentials that underflow to 0",
                ("cured", "not cured"),
                right="not cured",
                because={
                    "cured": "The cell above counted them: the shift makes *more* numerators 0, not fewer. "
                    "It moves everything down. What it prevents is that *all* of them vanish."
                },
                misconceptions={"cured": _UNDERFLOW},
            ),
            Part(
                "log_zero",
                "log(softmax(z)) = -inf at a gap of 200",
                ("cured", "not cured"),
                right="not cured",
                because={
                    "cured": "The probability itself, $e^{-200}$, has no float32 but 0. No route to it "
                    "helps; you must not go there. That is what log-softmax is for, below."
                },
                misconceptions={"cured": _UNDERFLOW},
            ),
            Part(
                "all_masked",
                "A row that is -inf throughout",
                ("cured", "not cured"),
                right="not cured",
                because={
                    "cured": "Its maximum is `-inf`, and `-inf - -inf` is `nan`. *Stable* is not *total*. "
                    "Try it."
                },
                misconceptions={"cured": _TOTAL},
            ),
            Part(
                "plus_infinity",
                "A logit of +inf",
                ("cured", "not cured"),
                right="not cured",
                because={
                    "cured": "Now the maximum is `inf`, and `inf - inf` is `nan`. *Stable* is not *total*. "
                    "Try it."
                },
                misconceptions={"cured": _TOTAL},
            ),
            Part(
                "price",
                "What does the shift cost on paper, in exact arithmetic?",
                ("nothing", "a small error", "an error that grows with the shift"),
                right="nothing",
                because={
                    "a small error": "$e^{-m}$ stands in the numerator and in every term of the sum. What "
                    "is left of it? The shift is an identity, not an approximation.",
                    "an error that grows with the shift": "$e^{-m}$ stands in the numerator and in every "
                    "term of the sum. What is left of it? The shift is an identity, not an approximation.",
                },
                misconceptions={
                    "a small error": _APPROXIMATE,
                    "an error that grows with the shift": _APPROXIMATE,
                },
            ),
        )
    ),
    hints=(
        "Try each of them with `softmax_stable` in a cell of your own before you answer.",
        "The shift removes two things only: what is too large, and a sum that is 0.",
        "What is too small stays too small, and an infinite maximum cannot be subtracted.",
    ),
)

division_free = Exercise(
    id="02.division_free",
    title="Which rounding did it?",
    task=Choice(
        parts=(
            Part(
                "culprit",
                "Where does exp(z - lse) lose its digits, at logits near 10,000?",
                ("exp", "sum", "lse", "log"),
                right="lse",
                because={
                    "exp": "`exp` is good to a unit or two, here as everywhere: the first two columns use "
                    "it too.",
                    "sum": "Ten positive numbers cost at most ten units, and all four columns add them up.",
                    "log": "The logarithm of a sum between 1 and 10 is small, and so is its error. What "
                    "happens when you add 10,000 to it?",
                    "lse": "Between 8192 and 16384 float32 has a spacing of $2^{-10}$. Half of that, seen "
                    "in units of $2^{-24}$, is 8192: what the table shows.",
                },
            ),
            Part(
                "repair",
                "The last column has no division either. Why is it fine?",
                ("subtracts m first", "uses float64", "luck"),
                right="subtracts m first",
                because={
                    "uses float64": "All four are float32 from end to end.",
                    "luck": "A thousand vectors in each row, and never more than 32 units. That is no luck.",
                    "subtracts m first": "$z - m$ is small before anything is rounded, and $\\ln S$ lies "
                    "between 0 and $\\ln K$. No large number is ever rounded.",
                },
            ),
        )
    ),
    hints=(
        "How many decimals does a float32 near 10,000 have? `torch.nextafter` tells.",
        "An error of $\\delta$ in the exponent is a *relative* error of about $\\delta$ in the exponential.",
        "So look for a large number that had to be rounded. There is one in the third column and none in "
        "the fourth.",
    ),
)
