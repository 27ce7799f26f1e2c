"""What the functions of 03 are tried on, their references, and how far a right answer may be off."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from course_utils.checking import Case, Draw, rounding
from course_utils.lessons.invariance.questions import SCORES

ALPHABETICAL = (8, 5, 4, 9, 1, 7, 6, 3, 2, 0)
"""The digits in the order of their English names: eight, five, four, nine, one, ..., zero."""
SAME = 1e-5
"""Weights closer than this count as equal in `same_model`."""


def _quarters(draw: Draw, *shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    """Multiples of 1/4 from -2 to 2: short to read in a counterexample, and exact in every dtype."""
    return draw.integers(*shape, low=-8, high=9).to(dtype) / 4


def centered_cases(draw: Draw) -> Sequence[Case]:
    """Scores of one to three dimensions; square ones early, since there a wrong shape hides.

    Three classes come first: of two, a scaled answer can't be told from other wrong ones.
    """
    square = torch.tensor([[0.0, 0.0], [0.0, 2.0]])
    return [
        Case((torch.tensor([0.0, 0.0, 6.0]),)),
        Case((torch.tensor([1.0, 3.0]),)),
        Case((torch.tensor(SCORES),), about="the five scores"),
        Case((torch.tensor([-1.0, 0.0, 1.0]),), about="centered already"),
        Case((square,), {"dim": -1}, about="a square matrix, each row by itself"),
        Case((square,), {"dim": 0}, about="a square matrix, each column by itself"),
        Case((_quarters(draw, 3, 3),), about="no dim given: the last one"),
        Case((_quarters(draw, 2, 5),), {"dim": 1}),
        Case((_quarters(draw, 2, 5),), {"dim": 0}),
        Case((draw.normal(2, 3, 4),), {"dim": draw.one(-3, 3)}, about="three dimensions"),
        Case((_quarters(draw, 4, 3).T,), {"dim": -1}, about="a transposed matrix"),
        Case((draw.normal(3, shift=100.0),), about="scores around 100"),
        Case((draw.normal(6, 200),), about="200 classes"),
        Case((_quarters(draw, 3, 4, dtype=torch.float64),), about="float64"),
        Case((draw.normal(3, 4, dtype=torch.float16),), about="float16"),
        Case((draw.normal(3, 4, dtype=torch.bfloat16),), about="bfloat16"),
        Case((torch.tensor([0.75]),), about="a single class"),
        Case(
            (_quarters(draw, 3, 3, dtype=torch.float64),),
            {"dim": 0},
            gradient=True,
            about="and its gradient",
        ),
    ]


def centered_error(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """A mean of K terms, summed in any order, is off by at most K u times their size; its subtraction adds u.

    Routes that shift first (by the maximum, or to log-probabilities) round numbers of the size of the largest
    gap plus log K instead, a few times: both are allowed for.
    """
    z = case.args[0].to(torch.float64)
    dim = case.kwargs.get("dim", -1)
    count = z.shape[dim]
    gap = (z.amax(dim, keepdim=True) - z.amin(dim, keepdim=True)) + torch.log(torch.tensor(float(count)))
    size = z.abs().amax(dim, keepdim=True) + gap
    return (rounding.unit(dtype) * ((count + 4) * size + count + 8)).expand_as(expected)


def shuffled_cases(draw: Draw) -> Sequence[Case]:
    """Probabilities of shuffled classes (..., K) and the shuffle (K,)."""

    def p(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return torch.softmax(draw.normal(*shape, dtype=torch.float64), -1).to(dtype)

    cycle = torch.tensor([1, 2, 0])
    return [
        Case((torch.tensor([0.5, 0.125, 0.375]), cycle), about="three classes, each moved one on"),
        Case((torch.tensor([0.25, 0.75]), torch.tensor([1, 0])), about="two classes swapped"),
        Case((torch.tensor([0.25, 0.5, 0.25]), torch.tensor([0, 1, 2])), about="nothing shuffled"),
        Case((p(5), torch.tensor([4, 0, 3, 1, 2])), about="five classes"),
        Case((p(10), torch.tensor(ALPHABETICAL)), about="digits in alphabetical order"),
        *(Case((p(count), draw.permutation(count))) for count in (4, 6, 12)),
        Case((p(3, 3), cycle), about="a square batch"),
        Case((p(2, 5), draw.permutation(5)), about="a batch of two"),
        Case((p(2, 3, 4), draw.permutation(4)), about="two batch dimensions"),
        Case((torch.tensor([1.0]), torch.tensor([0])), about="a single class"),
        Case((p(5, dtype=torch.float64), draw.permutation(5)), about="float64"),
        Case((p(5, dtype=torch.bfloat16), draw.permutation(5)), about="bfloat16"),
        Case((p(4, dtype=torch.float64), draw.permutation(4)), gradient=True, about="and its gradient"),
    ]


def put_back(p: torch.Tensor, perm: torch.Tensor) -> torch.Tensor:
    """The right answer by definition: entry `perm[k]` of the result is entry k of `p`."""
    result = torch.empty_like(p)
    result[..., perm] = p
    return result


def spread(difference: torch.Tensor) -> torch.Tensor:
    """How far the rows of `difference` (K, ...) are from being one and the same; a scalar."""
    return (difference.amax(0) - difference.amin(0)).max()


def same_probabilities(
    weight_a: torch.Tensor, bias_a: torch.Tensor, weight_b: torch.Tensor, bias_b: torch.Tensor
) -> torch.Tensor:
    """Whether two linear models are one up to a shift of all scores: weights (K, D), biases (K,)."""
    return (spread(weight_b - weight_a) < SAME) & (spread(bias_b - bias_a) < SAME)


def model_cases(draw: Draw) -> Sequence[Case]:
    """Pairs of linear models.

    Entries are quarters, so nothing rounds, except in the cases that say so. A pair differs by nothing, by
    roundings (below 2e-6), or by 5e-5 and more, so no right way to test for `SAME` is on the edge.
    """

    def quarters(*shape: int) -> torch.Tensor:
        return _quarters(draw, *shape)

    w, b = torch.tensor([[1.0, 0.0], [0.0, 1.0]]), torch.tensor([0.0, 0.0])
    v = torch.tensor([0.5, 2.0])
    big, bias = quarters(10, 64), quarters(10)
    picture = quarters(64)
    noisy, shift = draw.normal(10, 64), draw.normal(64)
    one_row = big.clone()
    one_row[draw.one(0, 10)] += quarters(64) + 5
    per_class = torch.tensor([[0.0], [0.5], [1.0]])
    w3, b3 = quarters(3, 4), quarters(3)
    traded = torch.tensor([[1.0, 1.0], [0.0, 0.0]])

    def nudged(weight: torch.Tensor, by: float) -> torch.Tensor:
        """One entry of the weights moved by a little."""
        weight = weight.clone()
        weight[draw.one(0, weight.shape[0]), draw.one(0, weight.shape[1])] += by
        return weight

    tilt = torch.tensor([100.0, 0.0])
    return [
        Case((w, b, w, b), about="the same model twice"),
        Case((w, b, w + v, b), about="one vector added to both classes"),
        Case((w, b, 2 * w, b), about="all weights doubled"),
        Case((w, b, w + torch.tensor([[0.5], [0.25]]), b), about="a number for each class added"),
        Case((w, b, w + 1, b), about="one number added to all weights"),
        Case((w, b, w, b + 3), about="3 added to both biases"),
        Case((w, b, w, torch.tensor([0.0, 1.0])), about="other biases"),
        Case((w, b, w + v, torch.tensor([1.0, 0.0])), about="one vector added, and other biases"),
        Case(
            (w, b, w + traded, torch.tensor([-1.0, 0.0])),
            about="1 added to the weights of class 0 and taken off its bias",
        ),
        Case((w, b + tilt, 2 * w, b + 2 * tilt), about="two models, sure of class 0 on every small picture"),
        Case((w, b, nudged(w, 1e-3), b), about="one weight moved by 0.001"),
        Case((w, b, nudged(w, 5e-5), b), about="one weight moved by 0.00005"),
        Case((w, b, w, b + torch.tensor([5e-5, 0.0])), about="one bias moved by 0.00005"),
        Case((w3, b3, w3 + quarters(4), b3 - 2), about="a vector and a number added"),
        Case((w3, b3, w3 + per_class, b3), about="a number for each class added"),
        Case((w3, b3, w3.flip(0), b3.flip(0)), about="the classes in reverse order"),
        Case((w3, b3, 2 * w3, 2 * b3), about="everything doubled"),
        Case((big, bias, big + picture, bias + 1), about="ten classes, a picture added to each"),
        Case((big, bias, one_row, bias), about="ten classes, a picture added to one"),
        Case((noisy, bias, noisy + shift, bias), about="a picture added, with rounding"),
        Case((quarters(1, 5), quarters(1), quarters(1, 5), quarters(1)), about="a single class: always 1"),
    ]
