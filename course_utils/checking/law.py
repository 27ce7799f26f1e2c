"""The exact law of a random answer: which outcomes there are, and how likely each is."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch

MOST = 64
"""The most outcomes a law may tell apart: enough for a test, few enough for evidence and for a reader."""


@dataclass(frozen=True)
class Law:
    """A distribution over M outcomes, and how to read a draw's outcome off it.

    `probabilities` is float64, shape (M,), and sums to 1. `outcome` maps draws, a CPU tensor (count, *shape)
    of int64 (`whole`) or float64, to outcome numbers (count,) in 0 … M-1, or -1 for what cannot happen.
    `labels` are the outcomes as a verdict names them. `ends`, for bins of a line only: where each bin but the
    last one ends, as a verdict says it; then running totals are tested too. `name` completes "draws of ...".
    """

    probabilities: torch.Tensor
    outcome: Callable[[torch.Tensor], torch.Tensor]
    labels: tuple[str, ...]
    shape: tuple[int, ...] = ()
    whole: bool = True
    ends: tuple[str, ...] = ()
    name: str = "these classes"

    def __post_init__(self) -> None:
        p = self.probabilities
        if p.dtype != torch.float64 or p.dim() != 1 or not 2 <= len(p) <= MOST:
            raise ValueError(f"probabilities must be float64, of shape (M,), 2 <= M <= {MOST}")
        if bool((p < 0).any()) or abs(float(p.sum()) - 1) > 1e-9:
            raise ValueError("probabilities must not be negative and must sum to 1")
        if len(self.labels) != len(p):
            raise ValueError("one label for each outcome")
        if self.ends and len(self.ends) != len(p) - 1:
            raise ValueError("one end for each bin but the last")


def categorical(p: torch.Tensor, labels: Sequence[str] = ()) -> Law:
    """Classes 0 … K-1 with probabilities `p`, shape (K,); draws come as whole numbers, shape (count,)."""
    p = _normalized(p)
    count = len(p)

    def outcome(draws: torch.Tensor) -> torch.Tensor:
        return torch.where((draws >= 0) & (draws < count), draws, -1)

    return Law(p, outcome, tuple(labels) or tuple(f"class {k}" for k in range(count)))


def ranking(p: torch.Tensor, k: int) -> Law:
    """Ordered `k`-tuples without replacement under Plackett–Luce: p_i · p_j/(1-p_i) · …; `p` has shape (K,).

    Draws come as whole numbers, shape (count, k), the first pick first.
    """
    p = _normalized(p)
    size = len(p)
    tuples = list(itertools.permutations(range(size), k))
    chances = []
    for picks in tuples:
        left, chance = 1.0, 1.0
        for pick in picks:
            chance *= float(p[pick]) / left
            left -= float(p[pick])
        chances.append(chance)
    number = torch.full((size,) * k, -1, dtype=torch.int64)
    for at, picks in enumerate(tuples):
        number[picks] = at

    def outcome(draws: torch.Tensor) -> torch.Tensor:
        inside = ((draws >= 0) & (draws < size)).all(-1)
        safe = draws.clamp(0, size - 1)
        return torch.where(inside, number[tuple(safe.unbind(-1))], -1)

    labels = tuple("(" + ", ".join(map(str, picks)) + ")" for picks in tuples)
    return Law(
        _normalized(torch.tensor(chances, dtype=torch.float64)),
        outcome,
        labels,
        shape=(k,),
        name="these rankings",
    )


def continuous(cdf: Callable[[torch.Tensor], torch.Tensor], bins: int = 32, name: str = "this law") -> Law:
    """A law on the line, cut into `bins` intervals of equal probability.

    `cdf` maps float64 values, elementwise, to [0, 1], and grows. Draws come as floats, shape (count,);
    infinite or nan ones cannot happen. The running totals over the bins are the Kolmogorov–Smirnov
    differences at bins - 1 points.
    """

    def outcome(draws: torch.Tensor) -> torch.Tensor:
        place = (cdf(draws) * bins).nan_to_num(0.0).floor().to(torch.int64).clamp(0, bins - 1)
        return torch.where(draws.isfinite(), place, -1)

    even = torch.full((bins,), 1 / bins, dtype=torch.float64)
    ends = tuple(f"{x + 0.0:.3g}" for x in _quantiles(cdf, even.cumsum(0)[:-1]).tolist())
    inner = (f"a value from {a} to {b}" for a, b in itertools.pairwise(ends))
    labels = (f"a value below {ends[0]}", *inner, f"a value above {ends[-1]}")
    return Law(even, outcome, labels, whole=False, ends=ends, name=name)


def _quantiles(cdf: Callable[[torch.Tensor], torch.Tensor], p: torch.Tensor) -> torch.Tensor:
    """Where `cdf` reaches each of `p` (M,), strictly between 0 and 1, to about four digits, by bisection."""
    high = torch.ones_like(p)
    while bool(high.isfinite().all() and ((cdf(high) < p).any() or (cdf(-high) > p).any())):
        high = high * 2
    low = -high
    for _ in range(40):
        middle = (low + high) / 2
        reached = cdf(middle) >= p
        low, high = torch.where(reached, low, middle), torch.where(reached, middle, high)
    return high


def _normalized(p: torch.Tensor) -> torch.Tensor:
    p = p.detach().to("cpu", torch.float64)
    return p / p.sum()


def groups(p: torch.Tensor, most: int = 6) -> torch.Tensor:
    """Outcomes folded into at most `most` groups of about equal probability: (M,) group numbers.

    The largest outcome goes first, each to the group that has least so far.
    """
    totals = [0.0] * min(most, len(p))
    group = torch.zeros(len(p), dtype=torch.int64)
    for at in p.argsort(descending=True).tolist():
        least = min(range(len(totals)), key=totals.__getitem__)
        group[at] = least
        totals[least] += float(p[at])
    return group


def binomial_tail(count: int, draws: int, chance: float) -> float:
    """The exact two-sided tail of a binomial count: twice the smaller of P(X <= count) and P(X >= count).

    By the regularized incomplete beta function (Abramowitz and Stegun 26.5.24).
    """
    from scipy.special import bdtr, bdtrc

    if chance <= 0.0 or chance >= 1.0:
        return 1.0 if count == round(draws * chance) else 0.0
    below = float(bdtr(count, draws, chance))
    above = float(bdtrc(count - 1, draws, chance)) if count > 0 else 1.0
    return min(1.0, 2 * min(below, above))


def chi_square(observed: torch.Tensor, expected: torch.Tensor, least: float = 10.0) -> tuple[float, int]:
    """Pearson's statistic and its degrees of freedom; cells that expect less than `least` are put together.

    The statistic is infinite if something came that is not expected at all.
    """
    small = expected < least
    seen = torch.cat([observed[~small], observed[small].sum().reshape(1)]).to(torch.float64)
    hoped = torch.cat([expected[~small], expected[small].sum().reshape(1)])
    kept = hoped > 0
    if bool(seen[~kept].any()):
        return math.inf, int(kept.sum())
    return float(((seen[kept] - hoped[kept]) ** 2 / hoped[kept]).sum()), int(kept.sum()) - 1


def upper_tail(statistic: float, freedom: int) -> float:
    """P(chi-square with `freedom` degrees >= statistic); with none, all is as expected or nothing is."""
    if freedom < 1:
        return 1.0 if statistic == 0.0 else 0.0
    half = torch.tensor(freedom / 2, dtype=torch.float64)
    return float(torch.special.gammaincc(half, torch.tensor(statistic / 2, dtype=torch.float64)))


def standard_errors(count: int, draws: int, chance: float) -> float:
    """How many standard errors a count lies from its expectation."""
    spread = math.sqrt(draws * chance * (1 - chance))
    return abs(count - draws * chance) / spread if spread else math.inf
