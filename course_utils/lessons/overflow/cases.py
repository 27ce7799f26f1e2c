"""Notebook 02: the logits that softmax and its logarithms are tried on.

References here and beside the exercises go another road than a student would: torch's own operations in
float64, or a search that uses nothing but the definition.
"""

from __future__ import annotations

import torch

from course_utils.checking import Case, Draw, rounding

HALF, BRAIN, SINGLE, DOUBLE = torch.float16, torch.bfloat16, torch.float32, torch.float64
DTYPES = (HALF, BRAIN, SINGLE, DOUBLE)
REACH = {HALF: 6e4, BRAIN: 1e4, SINGLE: 1e4, DOUBLE: 1e4}
"""The largest size of a logit that the exercises use, by dtype."""
INF = float("inf")


def naive_softmax(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """Softmax as the formula says it, in the dtype of `z`: what this lesson breaks."""
    e = z.exp()
    return e / e.sum(dim, keepdim=True)


def shifted_softmax(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """Softmax after the maximum is taken from each row."""
    return naive_softmax(z - z.amax(dim, keepdim=True), dim)


def floats(*values: float, dtype: torch.dtype = SINGLE) -> torch.Tensor:
    """A vector of these numbers."""
    return torch.tensor(values, dtype=dtype)


def wide(draw: Draw, *shape: int, dtype: torch.dtype, share: float = 1.0) -> torch.Tensor:
    """Logits all over `share` of the dtype's reach."""
    return draw.uniform(*shape, low=-share * REACH[dtype], high=share * REACH[dtype], dtype=dtype)


def _with_holes(draw: Draw, z: torch.Tensor) -> torch.Tensor:
    """`z` with about a third of its entries -inf, never a whole row of the last dimension."""
    holes = draw.booleans(*z.shape, chance=1 / 3)
    holes[..., draw.one(0, z.shape[-1])] = False
    return z.masked_fill(holes, -INF)


def _logit_families(draw: Draw, share: float = 1.0) -> list[Case]:
    """Batches in every dtype, dim, size and memory layout; logits up to `share` of the dtype's reach."""
    cases = [
        Case((torch.stack([floats(0, 1), floats(2, 4)]),), {"dim": 0}, about="columns"),
        Case((draw.normal(3, 3, scale=3),), {"dim": 0}, about="columns"),
        Case((draw.normal(2, 3, 4, scale=30),), {"dim": 1}, about="the middle dimension"),
        Case((draw.normal(4, 3, scale=40).t(),), {"dim": 1}, about="not contiguous"),
        Case((draw.normal(5, 1, scale=200),), about="one class"),
    ]
    for dtype in DTYPES:
        offset = REACH[dtype] * (0.999 if draw.booleans(1) else -0.999)
        cases.append(
            Case(
                (draw.normal(2, 5, scale=REACH[dtype] / 3e3, shift=offset, dtype=dtype),),
                about="far from zero",
            )
        )
        cases.append(Case((wide(draw, 3, 4, dtype=dtype, share=share),), about="far apart"))
    cases += [
        Case((_with_holes(draw, draw.normal(3, 5, scale=20)),), about="entries of -inf"),
        Case((_with_holes(draw, wide(draw, 2, 6, dtype=HALF, share=share)),), about="entries of -inf"),
        Case((draw.normal(2, 1 + draw.one(100, 300), scale=20, shift=500),), about="hundreds of classes"),
        Case(
            (draw.normal(2, 1 + draw.one(100, 300), scale=2, shift=300, dtype=HALF),),
            about="hundreds of classes",
        ),
        Case(
            (draw.normal(1000 + draw.one(0, 1000), scale=10, shift=-2000, dtype=DOUBLE),),
            about="thousands of classes",
        ),
    ]
    return cases


def _gradients(draw: Draw) -> list[Case]:
    return [
        Case((floats(0, 1, 3),), gradient=True, about="its gradient"),
        Case((floats(0, 3, 1, 2, 3, 3),), gradient=True, about="its gradient, equal maxima"),
        Case((draw.normal(4),), gradient=True, about="its gradient"),
        Case((draw.normal(3, 4, scale=3, shift=1000),), gradient=True, about="its gradient, far from zero"),
        Case(
            (_with_holes(draw, draw.normal(3, 4, scale=200)),),
            gradient=True,
            about="its gradient, entries of -inf",
        ),
        Case(
            (draw.normal(3, 5, scale=3, shift=-500, dtype=DOUBLE),),
            {"dim": 0},
            gradient=True,
            about="its gradient",
        ),
        Case((draw.normal(6, scale=2, shift=100, dtype=HALF),), gradient=True, about="its gradient"),
    ]


def softmax_cases(draw: Draw) -> list[Case]:
    """Logits that break, one after the other, the usual ideas of a stable softmax. No row is all -inf."""
    return [
        Case((floats(1, 2, 3),)),
        Case((floats(50, 100, 150),), about="the cliff"),
        Case((floats(88, 88, 88),), about="a sum that overflows"),
        Case((floats(-1000, -1001),), about="everything underflows"),
        Case((floats(0, -INF),), about="an entry of -inf"),
        Case((torch.stack([floats(0, 1, 2), floats(1000, 1001, 1002)]),), about="two rows far apart"),
        Case((torch.stack([floats(0, 1, 900), floats(1, 3, 902)]),), {"dim": 0}, about="columns far apart"),
        Case((floats(-1e5, -1e5 - 1),), about="far below zero"),
        Case((floats(-2e30, -1e30),), about="as far as floats go"),
        Case((floats(1e30, 2e30),), about="as far as floats go"),
        *_logit_families(draw),
        *_gradients(draw),
    ]


def logsumexp_cases(draw: Draw) -> list[Case]:
    """As for softmax, and rows that are -inf throughout (value only: there is no slope at -inf)."""
    return [
        Case((floats(0, 0),), about="ln 2"),
        Case((floats(1, 2, 3),)),
        Case((floats(1000, 1000),), about="past the edge"),
        Case((floats(-1000, -1000),), about="everything underflows"),
        Case((floats(0, -INF),), about="an entry of -inf"),
        Case((torch.stack([floats(0, 1, 2), floats(1000, 1001, 1002)]),), about="two rows far apart"),
        Case((floats(-INF, -INF),), about="nothing but -inf"),
        Case((torch.stack([floats(-INF, -INF), floats(2, 3)]),), about="one row of -inf"),
        Case((floats(-1e5, -1e5 - 1),), about="far below zero"),
        Case((floats(*[2.0**24] * 8),), about="eight equal logits, as large as whole floats go"),
        Case((floats(1, 2, 3).reshape(1, 3),), about="a batch of one row"),
        Case((torch.stack([floats(0, 1, 2), floats(3, 4, 5)])[:, None],), about="of shape (2, 1, 3)"),
        *_logit_families(draw),
        *_gradients(draw),
    ]


def logsumexp_reference(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """torch.logsumexp of the shifted logits: unshifted, its backward pass exp(z - y) would round y."""
    base = z.detach().amax(dim, keepdim=True)
    base = base.masked_fill(base == -INF, 0.0)
    return torch.logsumexp(z - base, dim) + base.squeeze(dim)


def logsumexp_gradient_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """As elsewhere, and |y| u more: torch.logsumexp, a right answer, computes its gradient as exp(z - y)."""
    z = case.args[0].to(DOUBLE)
    size = float(z[torch.isfinite(z)].abs().max())
    return rounding.gradient(64 + 2 * size)(case, expected, dtype)


def log_softmax_cases(draw: Draw) -> list[Case]:
    """Gaps at which the probability is 0 as a float while its logarithm is an ordinary number."""
    return [
        Case((floats(1, 2, 3),)),
        Case((floats(0, -200),), about="a probability below every float32"),
        Case((floats(0, -1000, -20),), about="a probability below every float32"),
        Case((floats(1000, 1001),), about="past the edge"),
        Case((floats(0, -INF),), about="an entry of -inf"),
        Case((torch.stack([floats(0, 1, 2), floats(1000, 1001, 1002)]),), about="two rows far apart"),
        Case((floats(-1e5, -1e5 - 1),), about="far below zero"),
        Case((floats(0, -200),), gradient=True, about="its gradient"),
        Case((draw.normal(2, 4, shift=9990),), about="all near 10,000"),
        *_logit_families(draw, share=0.5),  # so that every gap is a float16 too
        *_gradients(draw),
    ]
