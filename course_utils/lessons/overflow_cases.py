"""Notebook 02: the inputs its function exercises are tried on, and what right answers are compared with.

The references go another road than a student would: torch's own operations in float64, or a search that uses
nothing but the definition.
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


def _floats(*values: float, dtype: torch.dtype = SINGLE) -> torch.Tensor:
    return torch.tensor(values, dtype=dtype)


def _wide(draw: Draw, *shape: int, dtype: torch.dtype, share: float = 1.0) -> torch.Tensor:
    return draw.uniform(*shape, low=-share * REACH[dtype], high=share * REACH[dtype], dtype=dtype)


def _with_holes(draw: Draw, z: torch.Tensor) -> torch.Tensor:
    """`z` with about a third of its entries -inf, never a whole row of the last dimension."""
    holes = draw.booleans(*z.shape, chance=1 / 3)
    holes[..., draw.one(0, z.shape[-1])] = False
    return z.masked_fill(holes, -INF)


def _logit_families(draw: Draw, share: float = 1.0) -> list[Case]:
    """Batches in every dtype, dim, size and memory layout; logits up to `share` of the dtype's reach."""
    cases = [
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
        cases.append(Case((_wide(draw, 3, 4, dtype=dtype, share=share),), about="far apart"))
    cases += [
        Case((_with_holes(draw, draw.normal(3, 5, scale=20)),), about="entries of -inf"),
        Case((_with_holes(draw, _wide(draw, 2, 6, dtype=HALF, share=share)),), about="entries of -inf"),
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
        Case((_floats(1, 2, 3),)),
        Case((_floats(50, 100, 150),), about="the cliff"),
        Case((_floats(88, 88, 88),), about="a sum that overflows"),
        Case((_floats(-1000, -1001),), about="everything underflows"),
        Case((_floats(0, -INF),), about="an entry of -inf"),
        Case((torch.stack([_floats(0, 1, 2), _floats(1000, 1001, 1002)]),), about="two rows far apart"),
        Case((torch.stack([_floats(0, 1, 900), _floats(1, 3, 902)]),), {"dim": 0}, about="columns far apart"),
        *_logit_families(draw),
        *_gradients(draw),
    ]


def logsumexp_cases(draw: Draw) -> list[Case]:
    """As for softmax, and rows that are -inf throughout (value only: there is no slope at -inf)."""
    return [
        Case((_floats(0, 0),), about="ln 2"),
        Case((_floats(1, 2, 3),)),
        Case((_floats(1000, 1000),), about="past the edge"),
        Case((_floats(-1000, -1000),), about="everything underflows"),
        Case((_floats(0, -INF),), about="an entry of -inf"),
        Case((_floats(-INF, -INF),), about="nothing but -inf"),
        Case((torch.stack([_floats(-INF, -INF), _floats(2, 3)]),), about="one row of -inf"),
        Case((torch.stack([_floats(0, 1, 2), _floats(1000, 1001, 1002)]),), about="two rows far apart"),
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
        Case((_floats(1, 2, 3),)),
        Case((_floats(0, -200),), about="a probability below every float32"),
        Case((_floats(0, -1000, -20),), about="a probability below every float32"),
        Case((_floats(1000, 1001),), about="past the edge"),
        Case((_floats(0, -INF),), about="an entry of -inf"),
        Case((torch.stack([_floats(0, 1, 2), _floats(1000, 1001, 1002)]),), about="two rows far apart"),
        Case((_floats(0, -200),), gradient=True, about="its gradient"),
        Case((draw.normal(2, 4, shift=9990),), about="all near 10,000"),
        *_logit_families(draw, share=0.5),  # so that every gap is a float16 too
        *_gradients(draw),
    ]


def masked_cases(draw: Draw) -> list[Case]:
    """`keep` has the shape of `z`; what is masked may be anything at all, nan included."""
    z, keep = draw.normal(4, 5, scale=4), draw.booleans(4, 5, chance=0.6)
    keep[0], keep[1:, 2] = False, True
    rubbish = torch.where(keep, z, draw.normal(4, 5, scale=1e4))
    rubbish[0, 0], rubbish[0, 1] = float("nan"), INF
    yes, no = True, False
    cases = [
        Case((_floats(1, 2, 3), torch.tensor([yes, yes, yes])), about="nothing masked"),
        Case((_floats(1, 2, 3), torch.tensor([yes, no, yes]))),
        Case((_floats(1, 1000, 3), torch.tensor([yes, no, yes])), about="the largest is masked"),
        Case((_floats(1, 2, 3), torch.tensor([no, no, no])), about="everything masked"),
        Case((_floats(5, float("nan")), torch.tensor([yes, no])), about="a masked nan"),
        Case((draw.normal(4, 4), torch.ones(4, 4, dtype=torch.bool).tril()), about="a causal mask"),
        Case((draw.normal(3, 4, scale=5), keep[:3, :4].clone()), {"dim": 0}, about="columns"),
        Case((z, keep), gradient=True, about="its gradient, one row masked whole"),
        Case((rubbish, keep), gradient=True, about="its gradient, nan and inf under the mask"),
    ]
    for dtype in DTYPES:
        some = draw.booleans(3, 6)
        some[0] = False
        cases.append(Case((_wide(draw, 3, 6, dtype=dtype), some), about="far apart"))
        cases.append(
            Case((draw.normal(3, 6, scale=2, dtype=dtype), some), gradient=True, about="its gradient")
        )
    cases.append(
        Case(
            (draw.normal(2, 3, 200, scale=20, shift=-900), draw.booleans(2, 3, 200)),
            about="hundreds of classes",
        )
    )
    return cases


def masked_reference(z: torch.Tensor, keep: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """Softmax over what `keep` lets in; zeros where it lets nothing in."""
    alive = keep.any(dim, keepdim=True)
    inside = torch.where(keep, z, -INF).masked_fill(~alive, 0.0)
    return torch.where(alive, torch.softmax(inside, dim), 0.0)


def masked_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """The softmax bound of the logits that are let in."""
    z, keep = case.args
    alive = keep.any(case.kwargs.get("dim", -1), keepdim=True)
    inside = torch.where(keep, z, -INF).masked_fill(~alive, 0.0)
    return rounding.softmax()(Case((inside,), case.kwargs), expected, dtype)


def merge_cases(draw: Draw) -> list[Case]:
    """Summaries (m, d) of two chunks: scalars, then batches; an empty or all -inf chunk is (-inf, 0)."""

    def summary(*values: float) -> tuple[torch.Tensor, ...]:
        return tuple(torch.tensor(float(v)) for v in values)

    def batch(dtype: torch.dtype, scale: float) -> Case:
        m = draw.normal(2, 6, scale=scale, dtype=dtype)
        d = draw.uniform(2, 6, low=1, high=20, dtype=dtype)
        m[0, 0], d[0, 0] = -INF, 0.0
        m[:, 1], d[:, 1] = -INF, 0.0
        return Case((m[0], d[0], m[1], d[1]), about="a batch")

    return [
        Case(summary(0, 1, 0, 1), about="two equal logits"),
        Case(summary(2, 1.5, 3, 1.25)),
        Case(summary(3, 1.25, 2, 1.5), about="the larger maximum first"),
        Case(summary(1000, 2, -1000, 3), about="far apart"),
        Case(summary(-INF, 0, 1, 2), about="nothing seen yet"),
        Case(summary(1, 2, -INF, 0), about="a chunk of -inf"),
        Case(summary(-INF, 0, -INF, 0), about="nothing on either side"),
        *(batch(dtype, scale) for dtype in DTYPES for scale in (2.0, 200.0)),
    ]


def merge_reference(
    m1: torch.Tensor, d1: torch.Tensor, m2: torch.Tensor, d2: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """The larger maximum, and both sums measured from it; log-sum-exp is kept: m + log d = logaddexp."""
    m = torch.maximum(m1, m2)
    base = m.masked_fill(m == -INF, 0.0)
    return m, torch.exp(m1 - base) * d1 + torch.exp(m2 - base) * d2


def merge_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """Exact for a maximum. For a sum: rounding g = |m1 - m2| costs g u, and d1 exp(-g) g < 20 (d ≥ 1)."""
    return 32 * rounding.unit(dtype) * expected.abs().nan_to_num(neginf=0.0) + 2 * rounding.smallest(dtype)


def online_cases(draw: Draw) -> list[Case]:
    """One row or a batch, cut along its last dimension into chunks of any size. No row is all -inf."""

    def cut(z: torch.Tensor, about: str) -> Case:
        left, sizes = z.shape[-1], []
        while left:
            sizes.append(draw.one(1, min(left, max(2, z.shape[-1] // 3)) + 1))
            left -= sizes[-1]
        return Case(tuple(part.clone() for part in z.split(sizes, dim=-1)), about=about)

    holes = draw.normal(3, 7, scale=5)
    holes[:, :2] = -INF
    return [
        Case((_floats(1, 2, 3),), about="a single chunk"),
        Case((_floats(1), _floats(2), _floats(3)), about="chunks of one"),
        Case((_floats(3, 1), _floats(2)), about="the maximum comes first"),
        Case((_floats(50), _floats(100, 150)), about="the cliff"),
        Case((_floats(-INF, -INF), _floats(1, 2)), about="the first chunk is all -inf"),
        Case((_floats(1, 2), _floats(-INF)), about="the last chunk is all -inf"),
        cut(draw.normal(2, 5, scale=3), "a batch of rows"),
        Case((holes[:, :1], holes[:, 1:2], holes[:, 2:]), about="two chunks of -inf before the first number"),
        *(cut(_wide(draw, 2, 8, dtype=dtype), "far apart") for dtype in DTYPES),
        *(cut(draw.normal(3, 9, scale=2, dtype=dtype), "a batch of rows") for dtype in DTYPES),
        cut(draw.normal(2, 100 + draw.one(0, 200), scale=20, shift=700), "hundreds of classes"),
    ]


def online_reference(*chunks: torch.Tensor) -> torch.Tensor:
    """Softmax of everything at once."""
    return torch.softmax(torch.cat(chunks, dim=-1), dim=-1)


def online_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """The softmax bound, and the gaps between running maxima: each move of the maximum is rounded once.

    They add up to at most the row's range over what still counts, so twice the gap bound and a few units
    for each chunk cover it.
    """
    whole = Case((torch.cat(case.args, dim=-1),))
    return 2 * rounding.softmax(slack=8.0 + 4 * len(case.args))(whole, expected, dtype)


def edge_cases(draw: Draw) -> list[Case]:
    """Every dtype; one exponential, then the sum of several."""
    single = [Case((dtype,)) for dtype in (SINGLE, HALF, BRAIN, DOUBLE)]
    return [*single, *(Case((dtype, draw.one(2, 200)), about="several equal logits") for dtype in DTYPES)]


def edge_reference(dtype: torch.dtype, count: int = 1) -> torch.Tensor:
    """The largest x of `dtype` for which `count` exponentials of x have a finite sum; a float64 scalar.

    By bisection over bit patterns: positive floats are ordered as the integers that share their bits.
    """
    bits = {HALF: torch.int16, BRAIN: torch.int16, SINGLE: torch.int32, DOUBLE: torch.int64}[dtype]

    def number(pattern: int) -> torch.Tensor:
        return torch.tensor([pattern], dtype=bits).view(dtype)

    low, high = 0, int(torch.tensor([1000.0], dtype=dtype).view(bits))
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
        expected, 1.01 * torch.finfo(case.args[0]).eps * 2.0 ** float(expected.log2().floor())
    )


def error_cases(draw: Draw) -> list[Case]:
    """Probabilities off by a known number of units of roundoff, in every dtype."""
    u = rounding.unit(SINGLE)
    cases = [
        Case((_floats(0.5, 0.5), _floats(0.5, 0.5, dtype=DOUBLE)), about="no error"),
        Case((_floats(0.25, 0.75), torch.tensor([0.25 * (1 - 8 * u), 0.75], dtype=DOUBLE)), about="8 units"),
        Case(
            (_floats(0.25, 0.75), torch.tensor([0.25 * (1 + 8 * u), 0.75], dtype=DOUBLE)),
            about="8 units too small",
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
