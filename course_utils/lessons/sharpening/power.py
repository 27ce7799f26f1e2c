"""Notebook 08: power sharpening that survives large powers and zeros, in value and in slope."""

from __future__ import annotations

from collections.abc import Callable

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Property, Symptom, rounding
from course_utils.lessons.sharpening.formulas import by_power


def sharpen_cases(draw: Draw) -> list[Case]:
    """Values from 0 on, no row all zero. Slopes at a zero are asked for powers above 1, where they are 0."""
    f64 = torch.float64
    three = torch.tensor([0.4, 0.35, 0.25])
    return [
        Case((torch.tensor([0.25, 0.5]), 2.0)),
        Case((torch.tensor([0.2, 0.4, 0.6, 0.8]), 1.0), about="power 1: the shares"),
        Case((torch.tensor([0.2, 0.4, 0.6, 0.8]), 0.5), about="a power below 1"),
        Case((three, 2.0), gradient=True),
        Case((torch.tensor([[0.2, 0.8], [0.3, 0.9]]), 2.0), about="a batch"),
        Case((three, 200.0), gradient=True, about="power 200"),
        Case((torch.tensor([0.9, 0.89, 0.1]), 200.0), gradient=True, about="power 200"),
        Case((torch.tensor([3.0, 4.0, 2.5]), 200.0), gradient=True, about="values above 1, power 200"),
        Case((torch.tensor([0.0, 0.5, 0.5]), 0.5), about="a zero"),
        Case((torch.tensor([0.5, 0.25, 0.0]), 2.0), gradient=True, about="a zero"),
        Case((torch.tensor([0.0, 0.5, 0.25]), 200.0), gradient=True, about="a zero, power 200"),
        Case((torch.tensor([1e-25, 5e-26, 1e-26]), 2.0), about="tiny values"),
        Case((torch.tensor([1e-3, 2e-3]), 200.0), about="small values, power 200"),
        Case((torch.tensor([[0.8, 0.4], [1e-3, 2e-3]]), 100.0), about="two rows of different size"),
        Case((draw.uniform(3, 4, low=0.05, dtype=f64), 1.0 + draw.one(1, 60)), gradient=True),
        Case((draw.uniform(2, 6, low=0.05), 200.0), gradient=True, about="power 200"),
    ]


def _entry_errors(case: Case) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, float]:
    """Relative errors of the entries in u, by either form; then the entries, the values and the power.

    Log form: alpha log v costs 2 alpha |log v| u (and as much for the maximum), a softmax a few u more. Power
    form: the quotient v/max is off by u, its power by alpha u. Every entry shares the error of the sum, which
    is a mean of theirs.
    """
    v, alpha = case.args[0].to(torch.float64), float(case.args[1])
    p = by_power(v, alpha)
    logs = v.clamp(min=torch.finfo(torch.float64).tiny).log().abs()
    top = v.amax(-1, keepdim=True).log().abs()
    own = torch.where(v > 0, 2 * alpha * (1 + logs + 2 * top), 0.0)
    return own + (p * own).sum(-1, keepdim=True) + v.shape[-1] + 12, p, v, alpha


def _tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    units, *_ = _entry_errors(case)
    return units * rounding.unit(dtype) * expected.abs() + 2 * rounding.smallest(dtype)


def _gradient_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """For g_j = alpha p_j / v_j (w_j - mean w), |w| <= 1: p_j and the mean are off as the entries are.

    Who divides by the maximum or by the sum first sends slopes through it that cancel; what their errors
    leave, up to alpha times the mean error over the divisor, lands on the maximum or on every entry.
    """
    units, p, v, alpha = _entry_errors(case)
    u = rounding.unit(dtype)
    mean = (p * units).sum(-1, keepdim=True)
    size = torch.where(v > 0, alpha * p / v.clamp(min=1e-300), 0.0)
    own = size * (2 * units + mean + 8) * u
    through_maximum = torch.where(v == v.amax(-1, keepdim=True), 1 / v.amax(-1, keepdim=True), 0.0)
    through_sum = 1 / v.sum(-1, keepdim=True)
    return own + alpha * (2 * mean + 16) * u * (through_maximum + through_sum)


def _sums_to_one(case: Case, out: torch.Tensor) -> bool:
    return bool(((out.sum(-1) - 1).abs() < 1e-4).all())


def _has_nan(s: Symptom) -> bool:
    return s.got is not None and bool(s.got.isnan().any())


def _nan_at_zero(kind: str) -> Callable[[Symptom], bool]:
    def symptom(s: Symptom) -> bool:
        return s.kind == kind and _has_nan(s) and bool((s.case.args[0] == 0).any())

    return symptom


def _underflowed(s: Symptom) -> bool:
    return s.kind == "values" and _has_nan(s) and not bool((s.case.args[0] == 0).any())


def _zero_takes_part(s: Symptom) -> bool:
    return s.kind == "values" and bool((s.case.args[0] == 0).any())


def _one_sum(s: Symptom) -> bool:
    """Whether a batch sums to 1 as a whole."""
    return s.case.about == "a batch" and s.got is not None and abs(float(s.got.sum()) - 1) < 1e-4


sharpen = Exercise(
    id="08.sharpen",
    title="Sharpening that survives",
    points=3,
    task=Function(
        name="sharpen",
        reference=by_power,
        cases=sharpen_cases,
        tolerance=_tolerance,
        gradient_tolerance=_gradient_tolerance,
        properties=(Property("sums", _sums_to_one),),
        misconceptions=(
            Misconception(
                "the sum is missing",
                "You return $v^\\alpha$. What makes shares of it?",
                mimic=lambda v, alpha: v**alpha,
            ),
            Misconception(
                "a softmax of the values",
                "This is $\\mathrm{softmax}(\\alpha v)$, the first family. Which one function of $v$ is "
                "missing inside?",
                mimic=lambda v, alpha: torch.softmax(alpha * v, -1),
            ),
            Misconception(
                "divides by the temperature twice",
                "It gets flatter where it should get sharper: this is the power $1/\\alpha$. Is $\\alpha$ "
                "the temperature, or its inverse?",
                mimic=lambda v, alpha: v ** (1 / alpha) / (v ** (1 / alpha)).sum(-1, keepdim=True),
            ),
            Misconception(
                "one sum for the whole batch",
                "Vectors are right, a batch is not: all rows share one sum. Over which `dim` should it run?",
                symptom=_one_sum,
            ),
            Misconception(
                "lost keepdim",
                "The dimension that you summed over has gone, and rows met columns. What does "
                "`keepdim=True` do?",
                mimic=lambda v, alpha: v**alpha / (v**alpha).sum(-1),
            ),
            Misconception(
                "where() protects against nan",
                "All values are right, zeros and power 200 included. But the gradient at the zero is `nan`: "
                "there the slope of the logarithm is infinite, and infinity times 0 came back. You met this "
                "in `root_or_line`. What may the logarithm never see?",
                symptom=_nan_at_zero("gradient"),
            ),
            Misconception(
                "a zero gives nan",
                "There is a zero, and `nan` comes out. The logarithm of 0 is `-inf`, and that alone is "
                "fine: $e^{-\\infty}$ is 0. What do you do with it that is *not* fine? (0 times infinity? "
                "infinity minus infinity?)",
                symptom=_nan_at_zero("values"),
            ),
            Misconception(
                "the power form underflows",
                "`nan`, without any zero in sight: all powers became 0 in float32, or one became `inf`, and "
                "so did their sum. (Float64 has an end, too: 0.001 to the power 200 is 1e-600.) Where do "
                "numbers of this size fit easily: on the usual scale, or on that of logarithms? (Or: what "
                "may you divide `v` by, first?)",
                symptom=_underflowed,
            ),
            Misconception(
                "an epsilon under the sum",
                "Nothing is left: all powers became 0 in float32, and what you add to their sum keeps 0/0 "
                "from showing. The shares should sum to 1 all the same. On which scale do such numbers fit?",
                symptom=lambda s: s.kind == "values" and s.got is not None and not bool(s.got.any()),
            ),
            Misconception(
                "an epsilon instead of zero",
                "A value is exactly 0, and the shares are off: it looks as if the zero takes part, by way "
                "of an epsilon or a floor. A class that is impossible should stay so. What is $0^\\alpha$?",
                symptom=_zero_takes_part,
            ),
            Misconception(
                "the small ones are lost",
                "Ordinary values are right. But something, an epsilon perhaps, swallows small ones. What if "
                "all values are as small as that?",
                symptom=lambda s: (
                    s.kind == "values" and s.case.about in ("tiny values", "two rows of different size")
                ),
            ),
            Misconception(
                "slopes that go wrong",
                "The values are right, the slopes are not. Is something detached on the way, or clamped?",
                symptom=lambda s: s.kind == "gradient",
            ),
            Misconception(
                "cut off from autograd",
                "The numbers are right, but their history is gone. What cuts it: `.detach()`, "
                "`torch.tensor(...)`, NumPy?",
                symptom=lambda s: s.kind == "no_graph",
            ),
        ),
    ),
    hints=(
        "You just proved what this is a softmax *of*. PyTorch's softmax is stable, so half of the work is "
        "done.",
        "`torch.softmax(alpha * v.log(), -1)` has all values right. Only the gradient at a zero is `nan`: "
        "use a double where, as in `root_or_line`.",
        "Give the logarithm `torch.where(v > 0, v, 1.0)`. Then a second `where` puts `-inf` (a float, "
        '`float("-inf")`) where `v` is 0, before the softmax.',
    ),
)
