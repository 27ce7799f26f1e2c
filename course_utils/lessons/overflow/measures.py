"""Notebook 02: what is measured on the machine itself, the edge of a dtype and an error in its units."""

from __future__ import annotations

import math

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Symptom, rounding
from course_utils.lessons.overflow.cases import BRAIN, DOUBLE, DTYPES, HALF, SINGLE, floats
from course_utils.lessons.overflow.symptoms import gives


def edge_cases(draw: Draw) -> list[Case]:
    """Every dtype; one exponential, then the sum of several."""
    single = [Case((dtype,)) for dtype in (SINGLE, HALF, BRAIN, DOUBLE)]
    several = [Case((dtype, draw.one(2, 200)), about="several equal logits") for dtype in DTYPES]
    return [*single, *several, Case((HALF, 100_000), about="the edge lies below 0")]


def edge_reference(dtype: torch.dtype, count: int = 1) -> torch.Tensor:
    """The largest x of `dtype` for which `count` exponentials of x have a finite sum; a float64 scalar.

    By bisection over bit patterns: positive floats are ordered as the integers that share their bits, and
    negative ones the other way round.
    """
    bits = {HALF: torch.int16, BRAIN: torch.int16, SINGLE: torch.int32, DOUBLE: torch.int64}[dtype]

    def number(rank: int) -> torch.Tensor:
        size = torch.tensor([abs(rank)], dtype=bits).view(dtype)
        return size if rank >= 0 else -size

    high = int(torch.tensor([1000.0], dtype=dtype).view(bits))
    low = -high
    while high - low > 1:
        middle = (low + high) // 2
        finite = torch.isfinite(number(middle).expand(count).exp().sum())
        low, high = (middle, high) if finite else (low, middle)
    return number(low).to(DOUBLE)[0]


def edge_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """Exact for one exponential; one spacing where the order of a sum may decide."""
    if len(case.args) == 1:
        return torch.zeros_like(expected)
    return torch.full_like(
        expected, 1.01 * torch.finfo(case.args[0]).eps * 2.0 ** float(expected.abs().log2().floor())
    )


def error_cases(draw: Draw) -> list[Case]:
    """Probabilities off by a known number of units of roundoff, in every dtype."""
    u = rounding.unit(SINGLE)
    cases = [
        Case((floats(0.5, 0.5), floats(0.5, 0.5, dtype=DOUBLE)), about="no error"),
        Case((floats(0.25, 0.75), torch.tensor([0.25 * (1 - 8 * u), 0.75], dtype=DOUBLE)), about="8 units"),
        Case(
            (floats(0.25, 0.75), torch.tensor([0.25 * (1 + 8 * u), 0.75], dtype=DOUBLE)),
            about="8 units too small",
        ),
        Case(
            (
                floats(0.25, 0.75, dtype=HALF),
                torch.tensor([0.25 * (1 - 8 * rounding.unit(HALF)), 0.75], dtype=DOUBLE),
            ),
            about="8 units of float16",
        ),
    ]
    for dtype in DTYPES:
        exact = torch.softmax(draw.normal(3, 5, scale=2, dtype=DOUBLE), dim=-1)
        off = 1 + draw.uniform(3, 5, low=-40, high=40, dtype=DOUBLE) * rounding.unit(dtype)
        cases.append(Case(((exact * off).to(dtype), exact), about="a batch"))
    return cases


def error_reference(p: torch.Tensor, exact: torch.Tensor) -> torch.Tensor:
    """max |p - exact| / exact, in units of roundoff of p's dtype; a float64 scalar."""
    return ((p.to(DOUBLE) - exact).abs() / exact).max() / rounding.unit(p.dtype)


def error_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """A few float64 roundings of a quotient near 1, seen in units of p's dtype."""
    return 4 * (rounding.unit(DOUBLE) / rounding.unit(case.args[0].dtype) + rounding.unit(DOUBLE) * expected)


def _count(s: Symptom) -> int:
    return int(s.case.args[1]) if len(s.case.args) > 1 else 1


def _is_number(s: Symptom) -> bool:
    return s.kind == "values" and s.got is not None and s.got.shape == ()


def _is_safe(s: Symptom) -> bool:
    trial = torch.full((_count(s),), float(s.got), dtype=s.case.args[0])
    return bool(trial.exp().sum().isfinite())


def _by_formula(s: Symptom) -> bool:
    """ln of the largest float, less ln of the count or not, worked out in float64."""
    if not _is_number(s):
        return False
    on_paper = math.log(torch.finfo(s.case.args[0]).max)
    return any(
        math.isclose(float(s.got), x, rel_tol=8 * rounding.unit(DOUBLE))
        for x in (on_paper, on_paper - math.log(_count(s)))
    )


def _log_of_the_largest(dtype: torch.dtype, count: int = 1) -> torch.Tensor:
    """The formula for one exponential, in the dtype itself: in float32 it comes out one float too large."""
    return torch.tensor(torch.finfo(dtype).max, dtype=dtype).log().to(DOUBLE)


def _log_of_the_largest_less_log_count(dtype: torch.dtype, count: int = 1) -> torch.Tensor:
    """The formula for the sum, in the dtype itself."""
    return (torch.tensor(torch.finfo(dtype).max, dtype=dtype).log() - math.log(count)).to(DOUBLE)


def _one_float_late(s: Symptom) -> bool:
    """The last safe float's neighbor; of a sum, whose order of adding may move the edge, the next as well."""
    if not _is_number(s):
        return False
    edge = s.expected.to(s.case.args[0])
    after = torch.nextafter(edge, torch.full_like(edge, torch.inf))
    late = [after] if _count(s) == 1 else [after, torch.nextafter(after, torch.full_like(edge, torch.inf))]
    return any(float(s.got) == float(x) for x in late)


def _between_floats(s: Symptom) -> bool:
    if not _is_number(s):
        return False
    dtype = s.case.args[0]
    spacing = torch.finfo(dtype).eps * 2.0 ** float(s.expected.abs().log2().floor())
    near = abs(float(s.got) - float(s.expected)) < 2 * spacing
    return near and float(s.got.to(dtype)) != float(s.got)


largest_safe_logit = Exercise(
    id="02.largest_safe_logit",
    title="Where the edge is",
    points=2,
    task=Function(
        name="largest_safe_logit",
        reference=edge_reference,
        cases=edge_cases,
        tolerance=edge_tolerance,
        misconceptions=(
            Misconception(
                name="the largest float",
                says="That is the largest *float*. Asked is the largest x whose exponential still fits. What "
                "is `exp` of yours?",
                mimic=lambda dtype, count=1: torch.tensor(torch.finfo(dtype).max, dtype=DOUBLE),
            ),
            Misconception(
                name="a formula instead of a search",
                says="Near, but a formula rounds: search. What does the sum give at the floats next to "
                "yours?",
                symptom=_by_formula,
            ),
            *(
                Misconception(
                    name="a formula instead of a search",
                    says="Near, but a formula rounds: search. What does the sum give at your number itself?",
                    mimic=idea,
                )
                for idea in (_log_of_the_largest, _log_of_the_largest_less_log_count)
            ),
            Misconception(
                name="always float32",
                says="This is float32's edge. Did you make your test tensor with `dtype=dtype`?",
                mimic=lambda dtype, count=1: edge_reference(torch.float32, count),
            ),
            Misconception(
                name="one exponential instead of the sum",
                says="One exponential is still finite there, yes. And the sum of `count` of them?",
                mimic=lambda dtype, count=1: edge_reference(dtype, 1),
            ),
            Misconception(
                name="first unsafe instead of last safe",
                says="You stop one float too late: at yours the sum is already `inf`. Which end of the "
                "bracket do you return?",
                symptom=_one_float_late,
            ),
            Misconception(
                name="between two floats",
                says="Your number lies between two neighbors of this dtype, so it is no logit at all. "
                "Did you search in finer numbers? Make it a tensor of this dtype "
                "and test *that*. What do you find when you walk the floats themselves?",
                symptom=_between_floats,
            ),
            Misconception(
                name="the edge is never below 0",
                says="100,000 times $e^0$ is 100,000, and float16 ends at 65504. On which side of 0 does "
                "your search begin?",
                symptom=lambda s: _is_number(s) and float(s.expected) < 0 <= float(s.got),
            ),
            Misconception(
                name="unsafe",
                says="At yours the sum is already `inf`. Does your search test the sum of `count` "
                "exponentials, in this dtype?",
                symptom=lambda s: _is_number(s) and s.got > s.expected and not _is_safe(s),
            ),
            Misconception(
                name="too coarse a search",
                says="Safe, but not the largest: the next float up is still fine. When does your search "
                "stop, and is that fine enough for this dtype?",
                symptom=lambda s: _is_number(s) and s.got < s.expected,
            ),
        ),
    ),
    hints=(
        "First write the question as code: `torch.full((count,), x, dtype=dtype).exp().sum()` is finite, or "
        "it is not.",
        "-1000 is safe and 1000 is not, in each of the four dtypes. Halve that bracket: keep the half that "
        "still holds the edge.",
        "Make the ends tensors of the dtype, `low = torch.tensor(-1000., dtype=dtype)` and `high = "
        "torch.tensor(1000., dtype=dtype)`. You are done when `(low + high) / 2` equals one of them: there "
        "is no float between.",
        "`while True:` · `middle = (low + high) / 2` · `if middle in (low, high): return low.item()` · then "
        "move `low` to `middle` if it is safe, else `high`.",
    ),
)

worst_error = Exercise(
    id="02.worst_error",
    title="Errors in units of roundoff",
    points=1,
    task=Function(
        name="worst_error",
        reference=error_reference,
        cases=error_cases,
        tolerance=error_tolerance,
        dtype=torch.float64,
        precise_reference=False,
        misconceptions=(
            Misconception(
                name="eps instead of u",
                says="You are a factor 2 off: `finfo.eps` is the *spacing* of the floats just above 1. A "
                "number rounded to the nearest of them is off by at most how much of a spacing?",
                mimic=lambda p, exact: error_reference(p, exact) / 2,
            ),
            Misconception(
                name="absolute error",
                says="This is the absolute error. An error of 1e-8 is nothing for 0.9 and everything for "
                "1e-9. Relative to what should it be measured?",
                mimic=lambda p, exact: (p.double() - exact).abs().max() / rounding.unit(p.dtype),
            ),
            Misconception(
                name="errors with a sign",
                says="An output that is too small counts as well. What does `max` make of a negative error?",
                mimic=lambda p, exact: ((p.double() - exact) / exact).max() / rounding.unit(p.dtype),
            ),
            Misconception(
                name="the mean error",
                says="This is the mean. One bad output among a thousand good ones should show. Which "
                "reduction lets it?",
                mimic=lambda p, exact: ((p.double() - exact).abs() / exact).mean() / rounding.unit(p.dtype),
            ),
            Misconception(
                name="rounds the exact answer first",
                says="You bring the exact answer down to the precision of `p` before you compare, and round "
                "away what you want to measure. Which of the two should change its dtype?",
                mimic=lambda p, exact: (
                    ((p - exact.to(p.dtype)).abs() / exact.to(p.dtype)).max().double()
                    / rounding.unit(p.dtype)
                ),
            ),
            Misconception(
                name="the unit of another dtype",
                says="You measure in the units of another dtype. Whose roundoff made the error: "
                "which tensor's dtype should `finfo` get?",
                symptom=gives(
                    lambda p, exact: (
                        error_reference(p, exact) * rounding.unit(p.dtype) / rounding.unit(SINGLE)
                    ),
                    lambda p, exact: (
                        error_reference(p, exact) * rounding.unit(p.dtype) / rounding.unit(DOUBLE)
                    ),
                ),
            ),
            Misconception(
                name="relative to the wrong one",
                says="You divide by `p`. The truth is the measure: relative to which of the two is an error "
                "told?",
                mimic=lambda p, exact: (
                    ((p.double() - exact).abs() / p.double()).max() / rounding.unit(p.dtype)
                ),
            ),
            Misconception(
                name="one scale for all",
                says="You divide all errors by one number. A small output with a small error may be worse "
                "than a large one with a larger error. By what should *each* be divided?",
                mimic=lambda p, exact: (
                    (p.double() - exact).abs().max() / exact.max() / rounding.unit(p.dtype)
                ),
            ),
            Misconception(
                name="times u",
                says="You multiply by $u$. How many times does $u$ go into the error?",
                mimic=lambda p, exact: error_reference(p, exact) * rounding.unit(p.dtype) ** 2,
            ),
            Misconception(
                name="not in units",
                says="That is the relative error itself. How many times $u$ is it?",
                mimic=lambda p, exact: ((p.double() - exact).abs() / exact).max(),
            ),
        ),
    ),
    hints=(
        "Four steps: difference, relative to the exact value, largest, in units of $u$.",
        "Work in float64 (`p.double()`), so that the measurement adds no error of its own.",
        "`u = torch.finfo(p.dtype).eps / 2`, and the error is `((p.double() - exact).abs() / exact).max() / "
        "u`.",
    ),
)
