"""Notebook 02: the logarithms, log-sum-exp and log-softmax, their exercises."""

from __future__ import annotations

import math

import torch

from course_utils.checking import Exercise, Function, Misconception, Symptom, rounding
from course_utils.lessons.overflow import cases as given
from course_utils.lessons.overflow.symptoms import (
    comparable,
    dim_of,
    far_row_lost,
    finite,
    gives,
    has_nan,
    logits,
    lost_dimension,
    rounded_logsumexp,
)

_INF = given.INF


def _shifted(z: torch.Tensor, dim: int) -> torch.Tensor:
    return z - z.amax(dim, keepdim=True)


def _lse_naive(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    return z.exp().sum(dim).log()


def _row_of_minus_inf(s: Symptom) -> bool:
    return bool((s.case.args[0] == -_INF).all(-1).any())


def _shapes_differ(s: Symptom) -> bool:
    return s.kind == "shape" and s.got is not None


def _same_values(s: Symptom) -> bool:
    return s.got.numel() == s.expected.numel() and torch.allclose(
        s.got.flatten(), s.expected.flatten(), rtol=1e-3, equal_nan=True
    )


def _a_little_inside(s: Symptom) -> bool:
    """A small vector, and a little too much; or the logarithm of something small for a row of -inf."""
    if not finite(s) or s.case.args[0].numel() > 4:
        return False
    if bool((s.expected == -_INF).all()):
        return bool(((s.got < -3) & (s.got > -120)).all())
    more = s.got - s.expected
    return bool(torch.isfinite(more).all()) and bool(((more > 0) & (more < 1e-2)).all())


def _rounded_at_each_step(s: Symptom) -> bool:
    """A few roundings of the result itself, one for each class at most."""
    if not finite(s):
        return False
    classes = logits(s).shape[dim_of(s)]
    room = classes * rounding.unit(s.case.args[0].dtype) * s.expected.abs()
    return classes > 2 and bool(((s.got - s.expected).abs() <= room).all())


def _hopeless_ones_lost(s: Symptom) -> bool:
    """The likely classes are right; of the hopeless ones nothing is left but -inf."""
    if not comparable(s) or has_nan(s):
        return False
    lost = (s.got == -_INF) & torch.isfinite(s.expected)
    rest = (s.got - s.expected).abs() <= 1e-2 * (1 + s.expected.abs())
    hopeless = s.expected < -15
    return (
        bool(lost.any()) and bool(hopeless[lost].all()) and bool((rest | (s.got == s.expected))[~lost].all())
    )


def _has_a_floor(s: Symptom) -> bool:
    """The likely classes are right; the hopeless ones all get one and the same number."""
    if not finite(s):
        return False
    raised = s.got > s.expected + 1
    level = s.got[raised]
    if not level.numel() or not bool((s.expected[raised] < -15).all()):
        return False
    rest = (s.got - s.expected).abs() <= 1e-2 * (1 + s.expected.abs())
    same = bool(((level - level[0]).abs() <= 1e-3 * level[0].abs()).all())
    return same and float(level[0]) < -3 and bool(rest[~raised].all())


logsumexp = Exercise(
    id="02.logsumexp",
    title="Stable log-sum-exp",
    points=2,
    task=Function(
        name="logsumexp",
        reference=given.logsumexp_reference,
        cases=given.logsumexp_cases,
        tolerance=rounding.logsumexp(),
        gradient_tolerance=given.logsumexp_gradient_tolerance,
        without=("softmax", "log_softmax", "logsumexp", "logaddexp"),
        misconceptions=(
            Misconception(
                name="no shift",
                says="The sum overflows before the logarithm can tame it. What can you take out of the sum "
                "first?",
                mimic=_lse_naive,
            ),
            Misconception(
                name="forgot to add the shift back",
                says="You took $m$ out of every exponent. Softmax does not notice; $\\ln \\sum e^{z_i}$ "
                "does. By how much is it now too small?",
                mimic=lambda z, dim=-1: _lse_naive(z - z.amax(dim, keepdim=True), dim),
            ),
            Misconception(
                name="only the maximum",
                says="That is the maximum alone. What is missing for two equal logits: `logsumexp([0, 0])`?",
                mimic=lambda z, dim=-1: z.amax(dim),
            ),
            Misconception(
                name="the mean, not the sum",
                says="That is the logarithm of the *mean* of the exponentials. What is missing for two equal "
                "logits: `logsumexp([0, 0])`?",
                mimic=lambda z, dim=-1: (
                    torch.logsumexp(z, dim) - torch.tensor(float(z.shape[dim]), dtype=z.dtype).log()
                ),
            ),
            Misconception(
                name="one maximum for the whole tensor",
                says="One row is right, and one that lies far below it is not. It looks as if one maximum "
                "serves all rows. What is the logarithm of a sum in which everything underflowed?",
                symptom=far_row_lost,
            ),
            Misconception(
                name="squeezed too much",
                says="The number is right, and too many dimensions have gone: without an argument, "
                "`squeeze()` takes every dimension of size 1. Which one did you mean?",
                symptom=lambda s: _shapes_differ(s) and s.got.dim() < s.expected.dim() and _same_values(s),
            ),
            Misconception(
                name="the whole tensor",
                says="That is one number for the whole tensor. Each row has its own. Which argument says "
                "along what to add?",
                symptom=lambda s: _shapes_differ(s) and s.got.dim() < s.expected.dim(),
            ),
            Misconception(
                name="kept dimension",
                says="The reduced dimension should go: log-sum-exp turns each row into *one* number. Which "
                "`keepdim` do you still need inside, and what takes it away at the end?",
                symptom=lambda s: _shapes_differ(s) and s.got.dim() == s.expected.dim() + 1,
            ),
            Misconception(
                name="lost keepdim",
                says="Inside, the reduced dimension has gone, and the shapes no longer fit each other. What "
                "does `keepdim=True` do?",
                symptom=lost_dimension,
            ),
            Misconception(
                name="always the last dimension",
                says="You get the same whatever `dim` says. Which of your reductions does not take `dim`?",
                symptom=gives(lambda z, dim=-1: torch.logsumexp(z, -1)),
            ),
            Misconception(
                name="minus inf minus minus inf",
                says="For a row that is `-inf` throughout, the maximum is `-inf` too. What is `-inf - "
                "-inf`? The sum of no exponentials is 0, and its logarithm is `-inf`. Which shift would "
                "leave such a row as it is?",
                symptom=lambda s: has_nan(s) and _row_of_minus_inf(s),
            ),
            Misconception(
                name="epsilon inside the logarithm",
                says="It looks as if you add a small number before the logarithm. What does that make of a "
                "sum of 1, and of a sum of 0?",
                symptom=_a_little_inside,
            ),
            Misconception(
                name="a number for nothing",
                says="A row of nothing but `-inf` gets a finite number from you. Did you replace the result "
                "afterwards? The sum is 0 there, and its logarithm is `-inf`. Which shift would leave such "
                "a row as it is?",
                symptom=lambda s: finite(s) and _row_of_minus_inf(s),
            ),
            Misconception(
                name="one decision for all rows",
                says="Here one row is `-inf` throughout and the other is not, and both come out as `-inf`. "
                "Which comparison looks at each row by itself?",
                symptom=lambda s: (
                    comparable(s)
                    and _row_of_minus_inf(s)
                    and bool(((s.got == -_INF) & torch.isfinite(s.expected)).any())
                ),
            ),
            Misconception(
                name="a shift far above the logits",
                says="All these logits lie far below your shift, and every exponential vanished. Which "
                "shift is right for negative logits, however far down?",
                symptom=lambda s: (
                    comparable(s) and bool((logits(s) < -80).all()) and bool(torch.isinf(s.got).all())
                ),
            ),
            Misconception(
                name="rounds the running logarithm",
                says="On paper this is right. But you seem to add one logit after the other to a large "
                "logarithm, and each step rounds it. Of which small numbers can you take the sum first, and "
                "the logarithm only once?",
                symptom=_rounded_at_each_step,
            ),
        ),
    ),
    hints=(
        "$\\ln\\sum e^{z_i} = m + \\ln\\sum e^{z_i - m}$ for every $m$. You know which $m$ is a good one.",
        "Keep the dimension while you subtract, and drop it at the end: `.squeeze(dim)` on $m$, no "
        "`keepdim` in the sum.",
        "For a row of `-inf`, $m$ is `-inf` and `z - m` is `nan`. Use 0 as the shift there: `m = "
        "torch.where(m == -torch.inf, 0.0, m)`.",
    ),
)

log_softmax = Exercise(
    id="02.log_softmax",
    title="Stable log-softmax",
    points=2,
    task=Function(
        name="log_softmax",
        reference=lambda z, dim=-1: torch.log_softmax(z, dim),
        cases=given.log_softmax_cases,
        tolerance=rounding.log_softmax(),
        without=("softmax", "log_softmax", "logsumexp"),
        misconceptions=(
            Misconception(
                name="log of softmax",
                says="That is `log(softmax(z))`. The probability is already 0 when the logarithm sees it. "
                "At `[0, -200]` the answer is an ordinary number, -200. Which two functions cancel on "
                "paper, so that you never need the probability?",
                mimic=lambda z, dim=-1: torch.softmax(z, dim).log(),
            ),
            Misconception(
                name="log of softmax",
                says="The probability is already 0 when the logarithm sees it, in whatever dtype you took "
                "it. The answer is an ordinary number. Which two functions cancel on paper, so that you "
                "never need the probability?",
                symptom=_hopeless_ones_lost,
            ),
            Misconception(
                name="epsilon before the logarithm",
                says="No log-probability of yours gets below a floor, as if a small number were added to "
                "the probability, or set as its least. The loss stops growing just where the model is most "
                "wrong. Can you avoid the probability altogether?",
                symptom=_has_a_floor,
            ),
            Misconception(
                name="no shift",
                says="Your sum of exponentials overflows, or vanishes. Where does the maximum go?",
                symptom=lambda s: comparable(s) and s.got.dim() == 1 and bool(torch.isinf(s.got).all()),
            ),
            Misconception(
                name="forgot the log of the sum",
                says="You shifted, and that is half of it. Do the exponentials of your result sum to 1?",
                mimic=lambda z, dim=-1: z - z.amax(dim, keepdim=True),
            ),
            Misconception(
                name="softmax, not its logarithm",
                says="These are probabilities. The logarithm of a probability is never above 0.",
                mimic=given.shifted_softmax,
            ),
            Misconception(
                name="the sum, not its logarithm",
                says="You shift, and then subtract the sum itself. Which function of it is in the formula?",
                symptom=gives(
                    lambda z, dim=-1: _shifted(z, dim) - _shifted(z, dim).exp().sum(dim, keepdim=True)
                ),
            ),
            Misconception(
                name="half a shift",
                says="The sum is shifted and the first term is not. What became of the $m$ in $(z_i - m)$?",
                symptom=gives(lambda z, dim=-1: z - _lse_naive(_shifted(z, dim), dim).unsqueeze(dim)),
            ),
            Misconception(
                name="the loss, not the logarithm",
                says="That is $-\\ln p_i$, the loss. The logarithm of a probability is never above 0. Where "
                "does the sign belong?",
                symptom=gives(lambda z, dim=-1: -torch.log_softmax(z, dim)),
            ),
            Misconception(
                name="another base",
                says="All your numbers are right in another base. Which logarithm undoes `exp`?",
                symptom=gives(
                    lambda z, dim=-1: torch.log_softmax(z, dim) / math.log(2),
                    lambda z, dim=-1: torch.log_softmax(z, dim) / math.log(10),
                ),
            ),
            Misconception(
                name="always the last dimension",
                says="You get the same whatever `dim` says. Which of your reductions does not take `dim`?",
                symptom=gives(lambda z, dim=-1: torch.log_softmax(z, -1)),
            ),
            Misconception(
                name="one sum for the whole tensor",
                says="All rows share one sum. Each row is a softmax of its own: along what should you add?",
                symptom=gives(lambda z, dim=-1: _shifted(z, dim) - _shifted(z, dim).exp().sum().log()),
            ),
            Misconception(
                name="one maximum for the whole tensor",
                says="One row is right, and one that lies far below it is not. It looks as if one maximum "
                "serves all rows. What is the logarithm of a sum in which everything underflowed?",
                symptom=far_row_lost,
            ),
            Misconception(
                name="lost keepdim",
                says="The reduced dimension has gone, and the shapes no longer fit each other. What does "
                "`keepdim=True` do?",
                symptom=lost_dimension,
            ),
            Misconception(
                name="z minus a rounded logsumexp",
                says="On paper this is right. But you round $m + \\ln S$ as *one* float: near 1000 a "
                "float32 knows only about four decimals, near 10,000 three, and the ones you need are gone. "
                "In which order must you subtract, so that you never hold a large number that is not exact?",
                symptom=rounded_logsumexp(torch.ones_like),
            ),
            Misconception(
                name="gradient through log(0)",
                says="Your values are repaired after the fact; the gradient still passes through $1/0$. Can "
                "you write it without a logarithm of anything below 1?",
                symptom=lambda s: s.kind == "gradient" and has_nan(s),
            ),
        ),
    ),
    hints=(
        "$\\ln p_i = z_i - \\ln\\sum e^{z_k}$. No probability appears in it.",
        "Shift first: let $s = z - m$. Then $\\ln p_i = s_i - \\ln\\sum e^{s_k}$, and that sum lies between "
        "1 and $K$.",
        "`s = z - z.amax(dim, keepdim=True)`, then `s - s.exp().sum(dim, keepdim=True).log()`.",
    ),
)
