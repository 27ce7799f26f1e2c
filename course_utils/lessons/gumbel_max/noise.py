"""Notebook 06: a distribution function that is none, and Gumbel noise from given uniform numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Outcome, Witness, rounding
from course_utils.checking.function import Symptom

DTYPES = (torch.float32, torch.float64, torch.float16, torch.bfloat16)


def printed_cdf(x: float) -> float:
    """The distribution function as a text on the web prints it: the minus in the inner exponent is lost."""
    return math.exp(-math.exp(x)) if x < 700 else 0.0


def _chance(x: float) -> str:
    """The printed formula at x, to four digits; close to 1, as 1 minus what is missing."""
    chance = printed_cdf(x)
    if chance < 0.9999:
        return f"{chance:.4g}"
    missing = -math.expm1(-math.exp(x))
    return f"1 - {missing:.2g}" if missing > 0 else "1"


def _not_a_cdf(a: torch.Tensor, b: torch.Tensor) -> Outcome:
    if a.numel() != 1 or b.numel() != 1 or not bool(torch.isfinite(a).all() and torch.isfinite(b).all()):
        return Outcome(False, "`a` and `b` should be one finite number each.")
    low, high = float(a), float(b)
    below, above = printed_cdf(low), printed_cdf(high)
    if below == above and low < high:
        return Outcome(
            False,
            f"the printed formula gives {below:g} at both, in floats. It falls there, too, but by too little "
            "to be seen. Can you find two points nearer to 0?",
        )
    said = f"the printed formula gives {_chance(low)} at {low:g} and {_chance(high)} at {high:g}"
    if low >= high:
        return Outcome(
            False, f"{said}. But a is not below b: what must a probability `P(G <= x)` do as x grows?"
        )
    return Outcome(
        True,
        f"{said}. So a value at most {low:g} would be likelier than one at most {high:g}: impossible, for "
        "the first is a case of the second.",
    )


not_a_cdf = Exercise(
    id="06.not_a_cdf",
    title="Break it: a CDF in print",
    task=Witness(
        wants="two numbers a < b at which the printed formula falls",
        breaks=_not_a_cdf,
        count=2,
        names=("a", "b"),
    ),
    hints=(
        "A distribution function is a probability, $P(G \\le x)$. Can it be smaller for a larger x?",
        "Try x = 0 in the printed formula, and then a larger x.",
        "At 0 it gives $e^{-1} = 0.37$, at 5 it gives $e^{-148}$.",
    ),
)


def inner(dtype: torch.dtype) -> tuple[float, float]:
    """The smallest normal number and the largest number below 1 of a dtype."""
    info = torch.finfo(dtype)
    return info.tiny, 1 - info.eps / 2


def noise(u: torch.Tensor) -> torch.Tensor:
    """Gumbel noise by way of the entropy term -u log u, in float64; the ends count as their neighbors."""
    low, high = inner(u.dtype)
    inside = u.to(torch.float64).clamp(low, high)
    return -(torch.special.entr(inside) / inside).log()


ROOM = 750.0
"""How far from its neighbor's noise an end may be put: as far as the logarithm of any float64."""


def _tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """4 (1 + |g|) units of roundoff between the ends; at the ends, any number that is not too far out.

    g = -log e with e = -log u: the inner logarithm is off by 2 u e (one unit in the last place, with e kept
    away from 0 by the last number below 1), which moves g by 2 u; the outer one rounds g itself, by 2 u |g|.
    """
    u = case.args[0]
    low, _ = inner(u.dtype)
    between = 4 * (1 + expected.abs()) * rounding.unit(dtype)
    return torch.where((u.to(torch.float64) < low) | (u >= 1), ROOM, between)


def _refuses(case: Case, got: torch.Tensor) -> str:
    u, order = case.args[0].flatten().sort(stable=True)
    low, _ = inner(u.dtype)
    values = got.flatten()[order]
    falls = (values.diff() < 0).nonzero()
    if not len(falls):
        return ""
    at = int(falls[0])
    return (
        f"falls from {float(values[at]):.4g} at u = {float(u[at]):.4g} to {float(values[at + 1]):.4g} at "
        f"u = {float(u[at + 1]):.4g}. A larger `u` must never give smaller noise: where does the end belong?"
        + (" (Between 0 and `tiny` there are numbers, too.)" if 0 < float(u[at + 1]) < low else "")
    )


def _sorted_case(draw: Draw, dtype: torch.dtype, count: int = 20) -> Case:
    """Ends, their neighbors and random numbers between, in order: no more than a check writes down whole."""
    low, high = inner(dtype)
    smallest = torch.finfo(dtype).tiny * torch.finfo(dtype).eps
    marks = torch.tensor([0.0, smallest, low, 2.0**-24, 0.5, high, 1 - 2.0**-24, 1.0], dtype=torch.float64)
    u = torch.cat([marks.to(dtype), draw.uniform(count, dtype=dtype)]).sort().values
    return Case((u,), about=f"{str(dtype).removeprefix('torch.')} from end to end")


def _cases(draw: Draw) -> Sequence[Case]:
    f32 = torch.float32
    return [
        Case((torch.tensor([0.5]),)),
        Case((torch.tensor([0.125, 0.375, 0.875]),)),
        Case((draw.uniform(2, 3, low=0.01, high=0.99, dtype=torch.float64),), about="a matrix, float64"),
        Case((torch.tensor([2.0**-24, 1 - 2.0**-24]),), about="next to the ends, in float32"),
        Case((torch.tensor([0.0]),), about="`torch.rand` can give 0"),
        Case((torch.tensor([1.0]),), about="a rounded `u` can be 1"),
        Case((torch.tensor([0.0, 1.0], dtype=torch.float64),), about="the ends, in float64"),
        *(
            Case((torch.tensor([0.0, 1.0], dtype=dtype),), about="the ends, in half precision")
            for dtype in (torch.float16, torch.bfloat16)
        ),
        *(_sorted_case(draw, dtype) for dtype in DTYPES),
        Case((draw.uniform(500, low=0.001, high=0.999, dtype=f32),), about="many"),
    ]


Look = Callable[[torch.Tensor, torch.Tensor, torch.Tensor], torch.Tensor | bool]


def _seen(look: Look) -> Callable[[Symptom], bool]:
    """A symptom from a look at `u`, what came and what was expected, all float64 and of one shape."""

    def symptom(s: Symptom) -> bool:
        u = s.case.args[0]
        if s.kind != "values" or s.got is None or s.expected is None or s.got.shape != u.shape:
            return False
        return bool(look(u.to(torch.float64), s.got, s.expected))

    return symptom


def _half_becomes(value: float) -> Callable[[Symptom], bool]:
    """A symptom: u = 0.5, alone, becomes this number (so nearly that no draw does)."""
    return _seen(
        lambda u, got, wanted: (u.numel() == 1) and ((u == 0.5) & ((got - value).abs() < 1e-5)).all()
    )


def _is_end(u: torch.Tensor) -> torch.Tensor:
    return (u == 0) | (u == 1)


def _in_half(s: Symptom) -> bool:
    half = s.case.args[0].dtype in (torch.float16, torch.bfloat16)
    return half and _seen(lambda u, got, wanted: (~got.isfinite() & _is_end(u)).any())(s)


def _blunt(s: Symptom) -> bool:
    """Between the ends and next to one, the numbers are off, and nothing is infinite."""
    low, _ = inner(s.case.args[0].dtype)

    def look(u: torch.Tensor, got: torch.Tensor, wanted: torch.Tensor) -> bool:
        far, edge, end = (got - wanted).abs() > 1e-3, (u < 1e-3) | (u > 1 - 1e-3), (u < low) | (u == 1)
        return bool(got.isfinite().all() and (far & edge & ~end).any() and not (far & ~edge).any())

    return _seen(look)(s)


def _slightly_off(u: torch.Tensor, got: torch.Tensor, wanted: torch.Tensor) -> bool:
    off = (got - wanted).abs()[~_is_end(u)]
    return bool(len(off) and off.max() > 0 and (off < 1e-3).all())


gumbel_noise = Exercise(
    id="06.gumbel_noise",
    title="Gumbel noise from uniform numbers",
    points=3,
    task=Function(
        name="gumbel_noise",
        reference=noise,
        cases=_cases,
        tolerance=_tolerance,
        precise_reference=False,
        refuses=_refuses,
        misconceptions=(
            Misconception(
                "the wrong sign",
                "That is minus Gumbel noise: its long tail points down. Which sign has the outer logarithm "
                "in $Q$?",
                symptom=_half_becomes(math.log(math.log(2))),
            ),
            Misconception(
                "1 - u",
                "It falls as `u` grows. Which `u` should make large noise in $Q$: one near 0, or one near 1?",
                symptom=_seen(
                    lambda u, got, wanted: (u.numel() > 1) and ((got - noise(1 - u)).abs() < 1e-3).all()
                ),
            ),
            Misconception(
                "one logarithm",
                "`-log(u)` is exponential noise. It is one step on the way: which step is missing?",
                symptom=_half_becomes(math.log(2)),
            ),
            Misconception(
                "the distribution function",
                "That is $F(u)$, a probability. Which function makes noise *of* a probability?",
                symptom=_half_becomes(math.exp(-math.exp(-0.5))),
            ),
            Misconception(
                "the logarithm of a negative number",
                "$\\log u$ is negative, and a negative number has no logarithm. Where are the two minus "
                "signs of $Q$?",
                symptom=_seen(lambda u, got, wanted: (got.isnan() & (u > 0) & (u < 1)).any()),
            ),
            Misconception(
                "logistic noise",
                "`log(u) - log(1 - u)` is the quantile function of the *logistic* distribution. Gumbel's "
                "has a logarithm in a logarithm. Which?",
                mimic=lambda u: torch.logit(u),
            ),
            Misconception(
                "draws its own",
                "At u = 0.5 it should be $-\\log(\\log 2) = 0.3665$, each time. Does your line say what $Q$ "
                "says? Or do you draw numbers of your own in there?",
                symptom=_seen(
                    lambda u, got, wanted: (u.numel() == 1) and ((u == 0.5) & got.isfinite()).all()
                ),
            ),
            Misconception(
                "rounded away",
                "In float32 it holds, in half precision it does not. Is there a small number in your code, "
                "such as `1e-20`? What is that, or 1 minus that, in a dtype with few digits?",
                symptom=_in_half,
            ),
            Misconception(
                "0 is no uniform number",
                "$\\log 0$ is $-\\infty$, and the noise with it. In float32, one `u` in $2^{24}$ is a 0. "
                "Which number of this dtype could stand in for it?",
                symptom=_seen(lambda u, got, wanted: (~got.isfinite() & (u == 0)).any()),
            ),
            Misconception(
                "1 is no uniform number",
                "$-\\log 1$ is 0, and one logarithm later you have infinity. Which is the largest number "
                "*below* 1 in this dtype? (`torch.finfo` knows `eps`, the step just above 1; just below it "
                "is half as long.)",
                symptom=_seen(lambda u, got, wanted: (~got.isfinite() & (u == 1)).any()),
            ),
            Misconception(
                "rounded onto an end",
                "That `u` is not 0 and not 1, but what you make of it is. Is something added, or subtracted, "
                "that this dtype cannot hold?",
                symptom=_seen(lambda u, got, wanted: (~got.isfinite()).any()),
            ),
            Misconception(
                "infinite all but in name",
                "Finite, yes, but divide it by a temperature of 0.1 and it is infinite again. Noise at an "
                "end should look like noise near that end. Which `u` could stand in for it?",
                symptom=_seen(lambda u, got, wanted: ((got - wanted).abs() > 2 * ROOM).any()),
            ),
            Misconception(
                "a blunt end",
                "Nothing is infinite any more, but next to an end you changed numbers that were fine. How "
                "small may a stand-in for 0 be in this dtype, and how near to 1 a stand-in for 1? Ask "
                "`torch.finfo`.",
                symptom=_blunt,
            ),
            Misconception(
                "a little added everywhere",
                "Nearly, but every number is a little off, by more than rounding can explain. Do you add "
                "something small to all of them? Could you move the ends alone?",
                symptom=_seen(_slightly_off),
            ),
        ),
    ),
    hints=(
        "It is the quantile function $Q$ with $\\mu = 0$, $\\beta = 1$. Write it down, and look at what it "
        "does with 0 and with 1.",
        "Move the ends inside before you take any logarithm: `u.clamp(low, high)`. Both must fit the dtype.",
        "`info = torch.finfo(u.dtype)` knows `info.tiny`, the smallest normal number, and `info.eps`: the "
        "largest number below 1 is `1 - info.eps/2`.",
    ),
)
