"""Notebook 04: softmax at a temperature, and its entropy."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Property, Symptom, rounding
from course_utils.lessons.temperature.questions import SCORES

TINY = 1e-38
"""A temperature at which any score divided by it overflows float32."""


def tempered(z: torch.Tensor, T: float) -> torch.Tensor:
    """Softmax of z / T over the last dimension; T = 0 is the argmax, shared by ties. (..., K) to (..., K).

    Raises:
        ValueError: T is negative or nan.
    """
    if not T >= 0:
        raise ValueError("a temperature is not negative")
    if T == 0:
        best = torch.isclose(z, z.amax(-1, keepdim=True), rtol=0, atol=0).to(z.dtype)
        return best / best.sum(-1, keepdim=True)
    return torch.log_softmax((z - z.amax(-1, keepdim=True)).double() / T, -1).exp().to(z.dtype)


def softmax_cases(draw: Draw) -> Sequence[Case]:
    """Simplest first: ordinary temperatures, then the ends, then rows, ties and dtypes."""
    five = torch.tensor(SCORES)
    return [
        Case((torch.tensor([0.0, 2.0]), 2.0)),
        Case((five, 1.0), about="T = 1 is the softmax"),
        Case((five, 0.5), about="the five scores, colder"),
        Case((five, 10.0), about="the five scores, hot"),
        Case((torch.tensor([[0.0, 2.0], [1.0, 0.0]]), 0.5), about="two rows"),
        Case((five, 0.0), about="T = 0"),
        Case((torch.tensor([5.0, 5.0, 1.0]), 0.0), about="T = 0 and a tie"),
        Case((torch.tensor([0.0, 2.0**-30]), 0.0), about="T = 0 and a lead of 2^-30"),
        Case((torch.tensor([0.0, 2.0**-125]), 0.0), about="T = 0 and a lead of 2^-125"),
        Case((torch.tensor([-1.0, -2.0, 0.0]), 0.0), about="T = 0, and a score of 0"),
        Case((torch.tensor([[0.0, 2.0, 1.0], [3.0, 3.0, 0.0]]), 0.0), about="T = 0, two rows"),
        Case((five, math.inf), about="T is infinite"),
        Case((five, -1.0), about="a negative temperature", raises=ValueError),
        Case((five, TINY), about="T = 1e-38: 5/T is inf in float32"),
        Case((torch.tensor([5.0, 5.0, 1.0]), TINY), about="T = 1e-38 and a tie"),
        Case((torch.tensor([[5.0, 4.0], [-1.0, 0.0]]), TINY), about="T = 1e-38, two rows"),
        Case((draw.normal(3, 4, scale=3.0), draw.log_uniform(0.3, 5.0)), about="some temperature"),
        Case((draw.normal(2, 3, 5), draw.log_uniform(0.3, 5.0)), about="three dimensions"),
        Case((draw.normal(4, shift=1000.0), 1.0), about="scores around 1000"),
        Case((draw.normal(3, 4, dtype=torch.float64), draw.log_uniform(0.3, 5.0)), about="float64"),
        Case((draw.normal(3, 4, dtype=torch.bfloat16), 2.0), about="bfloat16"),
        Case((draw.normal(5, dtype=torch.float64), 0.5), gradient=True, about="and its gradient"),
    ]


def softmax_error(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """Any sound order of shifting and dividing is allowed for.

    Dividing first rounds each z/T, by |z|/T u; shifting first rounds a gap, by gap/T u. Each enters an
    exponent, for the entry and for the total. The rest is `rounding.softmax`.
    """
    z, T = case.args[0].to(torch.float64), float(case.args[1])
    if not 0 < T < math.inf or T == TINY:
        return 4 * rounding.unit(dtype) * expected
    shifted = Case((z / T,))
    size = z.abs().amax(-1, keepdim=True) / T
    return rounding.softmax(slack=16.0)(shifted, expected, dtype) + 4 * size * rounding.unit(dtype) * expected


def _gives(wrong: Callable[..., torch.Tensor]) -> Callable[[Symptom], bool]:
    """A symptom: on the first failing case the result is what `wrong` gives."""

    def holds(s: Symptom) -> bool:
        if s.kind != "values" or s.got is None:
            return False
        try:
            theirs = wrong(*(a.double() if isinstance(a, torch.Tensor) else a for a in s.case.args))
        except ZeroDivisionError:  # a Python float at T = 0
            return False
        if theirs.shape != s.got.shape:
            return False
        return bool(((s.got - theirs).abs() < 1e-3 * (1 + theirs.abs())).all())

    return holds


def _nan(s: Symptom) -> bool:
    return s.kind == "values" and s.got is not None and bool(s.got.isnan().any())


def _first_of_ties(z: torch.Tensor, T: float) -> torch.Tensor:
    return torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).double()


def _everything_at_the_top(z: torch.Tensor, T: float) -> torch.Tensor:
    return (z == z.amax(-1, keepdim=True)).double()


def _columns_sum_to_one(s: Symptom) -> bool:
    if s.kind != "values" or s.got is None or s.got.dim() < 2:
        return False
    return bool(((s.got.sum(0) - 1).abs() < 1e-3).all())


def _sums_to_one(case: Case, out: torch.Tensor) -> bool:
    return bool(((out.sum(-1) - 1).abs() < 0.05).all())


at_temperature = Exercise(
    id="04.at_temperature",
    title="Softmax at a temperature",
    points=3,
    task=Function(
        name="softmax_T",
        reference=tempered,
        cases=softmax_cases,
        tolerance=softmax_error,
        properties=(Property("the sums", _sums_to_one),),
        misconceptions=(
            Misconception(  # first: what is left of a tiny lead looks like many other things
                "T = 0 is just a small T",
                "It looks as if you divide by a small number instead of 0, or compare with a tolerance. At "
                "T = 0 a lead is a lead, however small. Which test finds the largest score exactly, without "
                "dividing?",
                symptom=lambda s: s.kind == "values" and s.case.args[1] == 0 and "lead" in s.case.about,
            ),
            Misconception(
                "multiplies by the temperature",
                "You *multiply* the scores by T. Then a high temperature sharpens. The scores are divided: "
                "what does "
                "T = 2 do to a gap of 2?",
                symptom=_gives(lambda z, T: torch.softmax(z * T, -1)),
            ),
            Misconception(
                "divides the probabilities",
                "You divide the *probabilities* by T, and their sum is not 1 any more. What must be divided, "
                "before the "
                "exponential?",
                symptom=_gives(lambda z, T: torch.softmax(z, -1) / T),
            ),
            Misconception(
                "divides the probabilities, and normalizes",
                "Dividing all probabilities by T and normalizing takes T out again: these are the "
                "probabilities at T = 1. "
                "Where must T come in, so that it is not canceled?",
                symptom=_gives(lambda z, T: torch.softmax(z, -1)),
            ),
            Misconception(
                "softmax of the probabilities",
                "You run softmax on *probabilities*. T belongs to the scores: what is softmax applied to?",
                symptom=_gives(lambda z, T: torch.softmax(torch.softmax(z, -1) / T, -1)),
            ),
            Misconception(
                "a power without a new total",
                "$p^{1/T}$ has the right ratios, but its entries don't sum to 1. What is still missing?",
                symptom=_gives(lambda z, T: torch.softmax(z, -1) ** (1 / T)),
            ),
            Misconception(
                "the whole tensor shares one unit",
                "All rows share *one* unit. Each row is a question of its own. Over which dimension must the "
                "total run?",
                symptom=_gives(lambda z, T: torch.softmax((z / T).flatten(), 0).reshape(z.shape)),
            ),
            Misconception(
                "over the rows",
                "Your columns sum to 1; the classes stand in the *last* dimension. Which `dim` is that?",
                symptom=_columns_sum_to_one,
            ),
            Misconception(
                "one best for all rows",
                "Each row has a best class of its own, and a unit of its own to share. Over which dimension "
                "do you take the maximum, and the sum?",
                symptom=lambda s: s.kind == "values" and s.case.about == "T = 0, two rows",
            ),
            Misconception(
                "T = 0 by division",
                "At T = 0 you divide by 0, and inf - inf is `nan`. T = 0 is argmax by *definition*: a case "
                "of its own. "
                "What should come out for the best class, and what for the others?",
                symptom=lambda s: _nan(s) and s.case.args[1] == 0,
            ),
            Misconception(
                "overflow at a tiny temperature",
                "5/1e-38 is `inf` in float32, and inf - inf is `nan`. From 02: which shift of the scores is "
                "harmless, and "
                "what is 0/1e-38? If you have shifted: by the maximum of each *row*?",
                symptom=lambda s: _nan(s) and s.case.args[1] == TINY,
            ),
            Misconception(
                "the first of the tied takes all",
                "Two classes are tied, and one of them gets everything. Softmax gives equal scores equal "
                "shares at *every* "
                "temperature above 0. What is its limit at a tie?",
                symptom=lambda s: "tie" in s.case.about and _gives(_first_of_ties)(s),
            ),
            Misconception(
                "each of the tied takes all",
                "Each of the tied classes gets 1. How many of them must share the unit?",
                symptom=lambda s: "tie" in s.case.about and _gives(_everything_at_the_top)(s),
            ),
            Misconception(
                "the indices of the best",
                "At T = 0 the result is still a vector of K shares, not the *number* of the best class. "
                "Which entries are "
                "not 0?",
                symptom=lambda s: s.kind == "shape" and s.case.args[1] == 0,
            ),
            Misconception(
                "whole numbers for shares",
                "Right numbers, and of another kind: shares are floats, at T = 0 as at any other T. Which "
                "dtype have the scores?",
                symptom=lambda s: s.kind == "dtype" and s.case.args[1] == 0,
            ),
            Misconception(
                "negative temperatures let through",
                "Dividing by -1 turns the order round, and nobody would notice. A negative temperature is a "
                "mistake of the "
                "caller: which exception says so?",
                symptom=lambda s: s.kind == "no_error",
            ),
            Misconception(
                "unshifted",
                "Some outputs are `nan`: exponentials of large scores overflow. What did 02 do about that?",
                symptom=_nan,
            ),
        ),
    ),
    hints=(
        "Divide the scores by T, then softmax. Then come the edges, one by one: T < 0, T = 0, a tiny T.",
        "At T = 0: `best = z == z.amax(-1, keepdim=True)` marks the best class, or the best ones. They share "
        "1 equally.",
        "At a tiny T: first shift, so that the largest score is 0 in each row, then divide. `0 / T` is 0, "
        "and a negative "
        "number over T is at worst `-inf`, whose exponential is 0.",
    ),
)


def entropy_cases(draw: Draw) -> Sequence[Case]:
    """From a fair coin to a probability that float32 can't hold; with gradients, since that is where nan "
    "hides."""
    far = torch.tensor([200.0, 0.0, 0.0])
    return [
        Case((torch.tensor([0.0, 0.0]),), about="a fair coin: log 2"),
        Case((torch.tensor(SCORES),), about="the five scores"),
        Case((torch.tensor([0.0, 0.0, 0.0, 0.0]),), about="four equal scores"),
        Case((torch.tensor([0.75]),), about="a single class: nothing to wonder about"),
        Case((draw.normal(3, 3),), about="three rows"),
        Case((far,), about="two probabilities that are 0 in float32"),
        Case((far,), gradient=True, about="two probabilities that are 0 in float32, and the gradient"),
        Case((draw.normal(2, 3, 4, scale=2.0),), about="three dimensions"),
        Case((draw.normal(4, 200, scale=2.0),), about="200 classes"),
        Case((draw.normal(3, 4, dtype=torch.float64),), gradient=True, about="float64, and the gradient"),
        Case((draw.normal(5),), gradient=True, about="and the gradient"),
        Case((draw.normal(6, shift=300.0),), about="scores around 300"),
    ]


def entropy_error(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """Room for -sum(p log p) by way of log_softmax, and for LSE(z) - sum(p z).

    Let m_i be what a log-probability may be off by (`rounding.log_softmax`). It enters as p_i m_i, once more
    through p_i itself, times |log p_i|; the sum of K terms costs K u of its size. Whoever does not shift the
    scores rounds numbers of their size, twice.
    """
    z = case.args[0].to(torch.float64)
    log_p = torch.log_softmax(z, -1)
    p = log_p.exp()
    off = rounding.log_softmax()(Case((z,)), log_p, dtype)
    unit = rounding.unit(dtype)
    terms = (p * off * (1 - log_p)).sum(-1) + unit * z.shape[-1] * expected.abs()
    return 2 * terms + 4 * unit * (1 + z.abs().amax(-1))


def shannon(z: torch.Tensor) -> torch.Tensor:
    """Entropy in nats of softmax(z), z (..., K) in float64, as log K minus the divergence from uniform."""
    p = torch.softmax(z, -1)
    gain = p * (torch.log_softmax(z, -1) + math.log(z.shape[-1]))
    return math.log(z.shape[-1]) - gain.sum(-1)


entropy = Exercise(
    id="04.entropy",
    title="Entropy without nan",
    points=3,
    task=Function(
        name="entropy",
        reference=shannon,
        cases=entropy_cases,
        tolerance=entropy_error,
        properties=(Property("the sign", lambda case, out: bool((out >= -0.01).all())),),
        misconceptions=(
            Misconception(
                "0 times minus infinity",
                "A probability is 0 in float32, its logarithm is `-inf`, and 0 times -inf is `nan`. Which "
                "function gives "
                "log-probabilities that stay finite, without going through p?",
                symptom=lambda s: _nan(s),
            ),
            Misconception(
                "a mended value, a broken gradient",
                "The value is mended, the *gradient* is `nan`. `where` picks a value, but backward still "
                "passes through "
                "the branch that was not picked, and 0 times inf is `nan` (so it goes with `entr` and "
                "`xlogy` too). "
                "Can you start from log-probabilities instead, so that no logarithm of 0 is ever taken?",
                symptom=lambda s: s.kind == "gradient" and s.got is not None and bool(s.got.isnan().any()),
            ),
            Misconception(
                "the sign forgotten",
                "Logarithms of probabilities are negative, so your sum is too. Entropy is the *expected "
                "surprise*: which "
                "sign does it need?",
                symptom=_gives(lambda z: -shannon(z)),
            ),
            Misconception(
                "bits",
                "That is the entropy in *bits*. In nats, a fair coin has `log 2`, about 0.693. Which "
                "logarithm is that?",
                symptom=_gives(lambda z: shannon(z) / math.log(2)),
            ),
            Misconception(
                "a mean instead of a sum",
                "You take the *mean* over the classes. The weights p are in it already: what is left to do "
                "with the K terms?",
                symptom=_gives(lambda z: shannon(z) / z.shape[-1]),
            ),
            Misconception(
                "surprise without weights",
                "You add up the surprises $-\\log p_k$ of all classes alike. How often does each of them "
                "happen?",
                symptom=_gives(lambda z: -torch.log_softmax(z, -1).sum(-1)),
            ),
            Misconception(
                "a small number inside the logarithm",
                "Very near, and further off than rounding explains. Did you add a small number inside the "
                "logarithm? "
                "That keeps `nan` away and changes every term. Which function has log-probabilities without "
                "going through p?",
                symptom=lambda s: (
                    s.kind == "values"
                    and s.got is not None
                    and s.expected is not None
                    and s.got.shape == s.expected.shape
                    and bool((s.got - s.expected).abs().max() < 1e-3)
                ),
            ),
            Misconception(
                "one number for all rows",
                "Every row has an entropy of its own. Over which dimension should the sum run?",
                symptom=lambda s: s.kind == "shape" and s.case.args[0].dim() > 1,
            ),
            Misconception(
                "entropy of the scores",
                "It looks as if you take the *scores* for probabilities. What makes probabilities of them?",
                symptom=_gives(lambda z: -torch.special.xlogy(z, z).sum(-1)),
            ),
        ),
    ),
    hints=(
        "Entropy is $-\\sum_k p_k \\log p_k$. Where does that go wrong when a $p_k$ is too small for "
        "float32?",
        "You never need the logarithm *of* p. The log-probabilities come straight from the scores: "
        "`log_p = torch.log_softmax(z, -1)`.",
        "Then p is `log_p.exp()`. It may be 0, but `log_p` is finite, so every product is, and every "
        "gradient.",
    ),
)
