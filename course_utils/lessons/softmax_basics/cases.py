"""What the function exercises of 01 are tried on, and how far a right answer may be off."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from course_utils.checking import Case, Draw, rounding

THREAD = (2.0, 1.0, 3.0, 5.0, 4.0)
"""The five scores that run through the course."""

# Scores stay small in this notebook: no exp overflows in any dtype, so the formula as written is a right
# answer. What happens beyond is the story of 02. And no gradients: a loop over `math.exp` is right here.


def vectors(draw: Draw) -> Sequence[Case]:
    """Vectors of 1 to 300 scores, in four dtypes."""
    long = draw.normal(300)
    return [
        Case((torch.tensor([0.0, 0.0]),), about="two equal scores"),
        Case((torch.tensor([1.0, 2.0]),)),
        Case((torch.tensor([1.0, 0.0, -1.0]),), about="one negative score"),
        Case((torch.tensor(THREAD),)),
        Case((torch.tensor([0.7]),), about="a single class"),
        *(Case((draw.normal(count, scale=2.0),)) for count in (2, 3, 4, 10, 50)),
        Case((torch.tensor([1.0, 2.0], dtype=torch.float64),), about="float64"),
        Case((draw.normal(4, scale=2.0, dtype=torch.float64),), about="float64"),
        Case((draw.normal(4, dtype=torch.float16),), about="float16"),
        Case((draw.normal(4, dtype=torch.bfloat16),), about="bfloat16"),
        Case((draw.normal(8, scale=2.0)[::2],), about="every other entry of a longer vector"),
        Case((long,), about="300 classes"),
    ]


def any_dim(draw: Draw) -> Sequence[Case]:
    """Tensors of one to four dimensions; the square ones come first, since there a wrong shape hides best."""
    square = torch.tensor([[0.0, 0.0], [0.0, 1.0]])
    cube = torch.tensor([[[0.0, 1.0], [2.0, 0.0]], [[1.0, 1.0], [0.0, 3.0]]])
    return [
        Case((square,), {"dim": -1}, about="a square matrix, each row by itself"),
        Case((square,), {"dim": 0}, about="a square matrix, each column by itself"),
        Case((square,), about="no dim given: the last one"),
        Case((draw.normal(3, 3),), {"dim": 0}),
        Case((draw.normal(3, 3),), {"dim": 1}),
        Case((cube,), {"dim": 0}, about="a cube"),
        Case((cube,), {"dim": 1}, about="a cube"),
        Case((cube,), {"dim": -2}, about="a cube, a dim counted from the end"),
        Case((cube,), {"dim": -1}, about="a cube"),
        Case((draw.normal(3, 3, 3),), {"dim": draw.one(-3, 3)}, about="a larger cube"),
        Case((draw.normal(5),), about="a plain vector"),
        Case((draw.normal(2, 5),), {"dim": 1}),
        Case((draw.normal(2, 5),), {"dim": 0}),
        Case((draw.normal(4, 1),), {"dim": -1}, about="a single class in each row"),
        Case((draw.normal(1, 4),), {"dim": -1}, about="a batch of one"),
        Case((draw.normal(2, 3, 4, 5),), {"dim": draw.one(-4, 4)}, about="four dimensions"),
        Case((draw.normal(4, 3).T,), {"dim": -1}, about="a transposed matrix"),
        Case((square.double(),), {"dim": 0}, about="float64"),
        Case((draw.normal(3, 3, dtype=torch.float64),), {"dim": 0}, about="float64"),
        Case((draw.normal(3, 3, dtype=torch.float16),), {"dim": 0}, about="float16"),
        Case((draw.normal(3, 3, dtype=torch.bfloat16),), {"dim": 0}, about="bfloat16"),
        Case((draw.normal(8, 200),), about="200 classes"),
    ]


def pairs(draw: Draw) -> Sequence[Case]:
    """Two scores in the last dimension, with and without a batch."""
    return [
        Case((torch.tensor([0.0, 0.0]),), about="two equal scores"),
        Case((torch.tensor([0.0, 1.0]),)),
        Case((torch.tensor([3.0, 1.0]),)),
        Case((torch.tensor([5.0, 6.0]),), about="the same gap as 0 and 1"),
        *(Case((draw.normal(2, scale=2.0),)) for _ in range(3)),
        Case((torch.tensor([[0.0, 1.0], [3.0, 1.0]]),), about="a square batch"),
        Case((draw.normal(2, 2),), about="a square batch"),
        Case((draw.normal(5, 2),), about="a batch of five"),
        Case((draw.normal(2, 3, 2),), about="two batch dimensions"),
        Case((draw.normal(2, 4).T,), about="a transposed batch"),
        Case((torch.tensor([0.0, 1.0], dtype=torch.float64),), about="float64"),
        Case((draw.normal(3, 2, dtype=torch.float64),), about="float64"),
        Case((draw.normal(3, 2, dtype=torch.float16),), about="float16"),
        Case((draw.normal(3, 2, dtype=torch.bfloat16),), about="bfloat16"),
    ]


def two_class_error(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """Rounding d = z_1 - z_0 costs |d| u in the exponent, the rest a few u; 2 u more for forms like 1 - p."""
    z = case.args[0].to(torch.float64)
    units = 8 + z.abs().sum(-1)
    return rounding.unit(dtype) * (units * expected + 2)


def distributions(draw: Draw) -> Sequence[Case]:
    """Positive probabilities in the last dimension; at most 64 entries, to be compared up to a constant."""

    def random(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return torch.softmax(draw.normal(*shape, scale=1.5, dtype=torch.float64), -1).to(dtype)

    return [
        Case((torch.tensor([0.5, 0.5]),), about="a fair coin"),
        Case((torch.tensor([0.25, 0.75]),)),
        Case((torch.tensor([0.5, 0.25, 0.25]),)),
        Case((torch.tensor([0.7, 0.2, 0.1]),)),
        Case((torch.tensor([1.0]),), about="a single class, certain"),
        *(Case((random(count),)) for count in (3, 5, 40)),
        Case((random(3, 3),), about="a square batch"),
        Case((random(2, 5),), about="a batch of two"),
        Case((random(4, 3).T.softmax(-1),), about="a batch of three"),
        Case((torch.tensor([0.25, 0.75], dtype=torch.float64),), about="float64"),
        Case((random(4, dtype=torch.float64),), about="float64"),
        Case((random(4, dtype=torch.float16),), about="float16"),
    ]


def up_to_a_constant(z: torch.Tensor) -> torch.Tensor:
    """Of all z + constant along the last dimension, the one that holds log-probabilities."""
    return z - torch.logsumexp(z, -1, keepdim=True)


def logit_error(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """Each log and each shift rounds relative to what it rounds; a shift may be twice the largest log."""
    size = expected.abs().amax(-1, keepdim=True).expand_as(expected)
    return rounding.unit(dtype) * (8 + 8 * size)


def labelled_scores(draw: Draw) -> Sequence[Case]:
    """Scores (N, K) and true classes (N,)."""

    def random(
        rows: int, classes: int, dtype: torch.dtype = torch.float32
    ) -> tuple[torch.Tensor, torch.Tensor]:
        return draw.normal(rows, classes, scale=1.5, dtype=dtype), draw.integers(rows, low=0, high=classes)

    two = torch.tensor([[2.0, 1.0]])
    return [
        Case((two, torch.tensor([0])), about="one row, the favorite is the true class"),
        Case((two, torch.tensor([1])), about="one row, the favorite is not the true class"),
        Case((torch.tensor([[2.0, 1.0], [2.0, 1.0]]), torch.tensor([0, 1]))),
        Case((torch.tensor([[2.0, 1.0], [0.0, 3.0]]), torch.tensor([0, 1])), about="two different rows"),
        Case((torch.tensor([THREAD, THREAD]), torch.tensor([3, 1]))),
        Case((torch.zeros(4, 10), torch.tensor([0, 3, 5, 9])), about="all classes alike"),
        *(Case(random(*shape)) for shape in ((3, 3), (5, 2), (2, 7), (50, 10))),
        Case((draw.normal(3, 6).T, draw.integers(6, low=0, high=3)), about="a transposed batch"),
        Case((two.double(), torch.tensor([1])), about="float64"),
        Case(random(4, 5, torch.float64), about="float64"),
    ]


def mean_nll_error(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """A softmax entry is good to (K + |z|) u relatively, so its log is to as many u absolutely.

    The log's own rounding and the mean over N rows add (N + 2) u times the size of a term.
    """
    z = case.args[0].to(torch.float64)
    term = z.amax() - z.amin() + torch.log(torch.tensor(float(z.shape[-1])))
    units = z.shape[-1] + 2 * z.abs().amax() + 8 + (z.shape[0] + 2) * term
    return rounding.unit(dtype) * units.expand_as(expected)


def priors_and_likelihoods(draw: Draw) -> Sequence[Case]:
    """Priors (K,) and likelihoods (..., K) of what was seen."""

    def prior(classes: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return torch.softmax(draw.normal(classes, dtype=torch.float64), -1).to(dtype)

    def likelihood(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return draw.uniform(*shape, low=0.01, high=0.99, dtype=dtype)

    return [
        Case((torch.tensor([0.5, 0.5]), torch.tensor([0.2, 0.6])), about="equal priors"),
        Case(
            (torch.tensor([0.75, 0.25]), torch.tensor([0.5, 0.5])), about="an observation that tells nothing"
        ),
        Case((torch.tensor([0.7, 0.2, 0.1]), torch.tensor([0.02, 0.10, 0.50])), about="the three printers"),
        Case(
            (torch.tensor([0.5, 0.5]), torch.tensor([[0.2, 0.6], [0.9, 0.3]])),
            about="two observations at once",
        ),
        *(Case((prior(count), likelihood(count))) for count in (2, 3, 6)),
        Case((prior(3), likelihood(3, 3)), about="three observations at once"),
        Case((prior(4), likelihood(2, 4)), about="two observations at once"),
        Case((prior(3), likelihood(2, 5, 3)), about="two batch dimensions"),
        Case((prior(3, torch.float64), likelihood(3, dtype=torch.float64)), about="float64"),
        Case((prior(100), likelihood(100)), about="100 classes"),
    ]


def posterior_error(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """A log-joint score is good to 2 u of its size; it moves its own entry and the total. K u for the sum."""
    prior, likelihood = (a.to(torch.float64) for a in case.args)
    size = (prior.log().abs() + likelihood.log().abs()).amax()
    return rounding.unit(dtype) * (4 * size + prior.shape[-1] + 8) * expected
