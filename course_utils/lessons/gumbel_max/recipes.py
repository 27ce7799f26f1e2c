"""Notebook 06: kinds of noise, the winners that they make, and draws by those who took a wrong turn."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch

RUNNING = (2.0, 1.0, 3.0, 5.0, 4.0)
EULER = 0.5772156649015329
"""Mean of standard Gumbel noise."""
SPREAD = math.pi / math.sqrt(6)
"""Standard deviation of standard Gumbel noise."""
_NODES = 4096
"""Midpoints of (0, 1) at which the chance to win is looked at; the shares are right to about 1e-6."""

Elementwise = Callable[[torch.Tensor], torch.Tensor]
Draws = Callable[..., torch.Tensor]


@dataclass(frozen=True)
class Noise:
    """A kind of noise by its distribution function and its quantile function, both elementwise in float64."""

    cdf: Elementwise
    quantile: Elementwise

    def draw(self, shape: tuple[int, ...], generator: torch.Generator) -> torch.Tensor:
        """Independent noise of this kind, float64."""
        u = torch.rand(shape, generator=generator, dtype=torch.float64)
        return self.quantile(u.clamp(min=2.0**-53))

    def winners(self, z: torch.Tensor) -> torch.Tensor:
        """How likely each class is to win, z (..., K) plus this noise: float64, (..., K).

        Class i wins if every other noise is below z_i - z_k plus its own: the mean over its own noise,
        Q(w) for w in (0, 1), of the product of F(Q(w) + z_i - z_k) over the other classes.
        """
        z = z.to(torch.float64)
        own = self.quantile((torch.arange(_NODES, dtype=torch.float64) + 0.5) / _NODES)
        chances = self.cdf(own + (z[..., :, None] - z[..., None, :])[..., None])  # (..., i, k, node)
        itself = torch.eye(z.shape[-1], dtype=torch.bool)[..., None]
        p = chances.masked_fill(itself, 1.0).prod(-2).mean(-1)
        return p / p.sum(-1, keepdim=True)


def _sized(standard: Noise, size: float) -> Noise:
    return Noise(lambda x: standard.cdf(x / size), lambda w: size * standard.quantile(w))


GUMBEL = Noise(lambda x: torch.exp(-torch.exp(-x)), lambda w: -torch.log(-torch.log(w)))
PLAIN_NORMAL = Noise(torch.special.ndtr, torch.special.ndtri)
NORMAL = _sized(PLAIN_NORMAL, SPREAD)
"""With the variance of Gumbel noise, as the next two."""
LOGISTIC = _sized(Noise(torch.sigmoid, torch.logit), 1 / math.sqrt(2))
FLAT = _sized(Noise(lambda x: (x + 0.5).clamp(0, 1), lambda w: w - 0.5), math.sqrt(12) * SPREAD)
UNIFORM = Noise(lambda x: x.clamp(0, 1), lambda w: w)
EXPONENTIAL = Noise(lambda x: -torch.expm1(-x.clamp(min=0)), lambda w: -torch.log1p(-w))
UPSIDE_DOWN = Noise(lambda x: -torch.expm1(-torch.exp(x)), lambda w: torch.log(-torch.log1p(-w)))
"""Minus Gumbel noise."""


def gumbel_cdf(location: torch.Tensor | float) -> Elementwise:
    """P(G <= x) of Gumbel noise around `location`."""
    return lambda x: GUMBEL.cdf(x - location)


def around(location: Callable[[torch.Tensor, int], torch.Tensor | float], noise: Noise = GUMBEL) -> Draws:
    """Noise around `location(z, winner)`: draws `(z, winner, count, generator) -> (count,)`."""

    def draws(z: torch.Tensor, winner: int, count: int, generator: torch.Generator) -> torch.Tensor:
        return location(z.to(torch.float64), winner) + noise.draw((count,), generator)

    return draws


def ranked(noise: Noise) -> Draws:
    """The k largest scores after this noise: draws `(z, k, count, generator) -> (count, k)`."""

    def draws(z: torch.Tensor, k: int, count: int, generator: torch.Generator) -> torch.Tensor:
        return (z.to(torch.float64) + noise.draw((count, len(z)), generator)).topk(k, -1).indices

    return draws


def with_replacement(z: torch.Tensor, k: int, count: int, generator: torch.Generator) -> torch.Tensor:
    """k draws that may repeat, (count, k)."""
    p = torch.softmax(z, -1)
    return torch.multinomial(p, count * k, replacement=True, generator=generator).reshape(count, k)


def until_distinct(z: torch.Tensor, k: int, count: int, generator: torch.Generator) -> torch.Tensor:
    """k independent draws, thrown away whole until no two are equal: p_i p_j, not p_i p_j / (1 - p_i)."""
    kept = torch.empty((0, k), dtype=torch.int64)
    while len(kept) < count:
        more = with_replacement(z, k, 2 * count, generator)
        distinct = (more.sort(-1).values.diff() != 0).all(-1)
        kept = torch.cat([kept, more[distinct]])
    return kept[:count]


def in_class_order(z: torch.Tensor, k: int, count: int, generator: torch.Generator) -> torch.Tensor:
    """The right set, sorted by class number."""
    return ranked(GUMBEL)(z, k, count, generator).sort(-1).values


def last_first(z: torch.Tensor, k: int, count: int, generator: torch.Generator) -> torch.Tensor:
    """The right ranking, from its end."""
    return ranked(GUMBEL)(z, k, count, generator).flip(-1)


def slowest_first(z: torch.Tensor, k: int, count: int, generator: torch.Generator) -> torch.Tensor:
    """The k smallest scores after the right noise, the smallest first."""
    noisy = z.to(torch.float64) + GUMBEL.draw((count, len(z)), generator)
    return noisy.topk(k, -1, largest=False).indices


def one_noise(scores: torch.Tensor, count: int, generator: torch.Generator) -> torch.Tensor:
    """One noise for all rows, so that every picture has the same luck: (count, N)."""
    return (scores + GUMBEL.draw((count, 1, scores.shape[-1]), generator)).argmax(-1)
