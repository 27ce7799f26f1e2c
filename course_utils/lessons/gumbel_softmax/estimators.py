"""Notebook 07: gradient estimators for the cost of one draw, each as a formula; their bias and variance.

All take an objective, logits z (K,) and Gumbel noise g (N, K), and return N estimates, (N, K), in float64.
The draw is argmax(z + g), so that all of them see the same draws.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch

from course_utils.lessons.gumbel_softmax.objectives import Objective
from course_utils.lessons.gumbel_softmax.stand_ins import hardest

Estimator = Callable[[Objective, torch.Tensor, torch.Tensor], torch.Tensor]


def through_softmax(y: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """v times the Jacobian of softmax where its value is y: notebook 05's product."""
    return y * (v - (y * v).sum(-1, keepdim=True))


def reinforce(baseline: bool = False) -> Estimator:
    """The score function, (f(y) - b) times the gradient of log p(y); b is E f or 0 (Williams 1992)."""

    def estimate(objective: Objective, z: torch.Tensor, g: torch.Tensor) -> torch.Tensor:
        p, y = torch.softmax(z, -1), hardest(z + g)
        expected = (p * objective.at_corners(len(z))).sum() if baseline else 0.0
        return (objective.f(y) - expected)[:, None] * (y - p)

    return estimate


def gumbel_softmax(tau: float, hard: bool = False) -> Estimator:
    """Through the relaxed sample at temperature tau; `hard`: its slope is taken at the one-hot instead."""

    def estimate(objective: Objective, z: torch.Tensor, g: torch.Tensor) -> torch.Tensor:
        y = torch.softmax((z + g) / tau, -1)
        return through_softmax(y, objective.slope(hardest(y) if hard else y)) / tau

    return estimate


def straight_through(objective: Objective, z: torch.Tensor, g: torch.Tensor) -> torch.Tensor:
    """A hard draw forward, the Jacobian of softmax(z) backward."""
    return through_softmax(torch.softmax(z, -1), objective.slope(hardest(z + g)))


def identity(objective: Objective, z: torch.Tensor, g: torch.Tensor) -> torch.Tensor:
    """A hard draw forward, nothing at all backward."""
    return objective.slope(hardest(z + g))


def reinmax(objective: Objective, z: torch.Tensor, g: torch.Tensor) -> torch.Tensor:
    """ReinMax (Liu and others 2023): Heun's method in place of Euler's, 2 ∇(pi_1) - ∇(p)/2."""
    p, y = torch.softmax(z, -1), hardest(z + g)
    slope = objective.slope(y)
    return 2 * through_softmax((p + y) / 2, slope) - through_softmax(p, slope) / 2


@dataclass(frozen=True)
class Quality:
    """How good an estimator is: the length of its bias, its total variance, and their standard errors."""

    bias: float
    bias_error: float
    variance: float
    variance_error: float


def quality(estimates: torch.Tensor, exact: torch.Tensor) -> Quality:
    """From N independent estimates (N, K) and the exact gradient (K,).

    The error of the bias is that of a vector's length: the root of the mean's total variance bounds it.
    """
    count = len(estimates)
    mean = estimates.mean(0)
    squares = (estimates - mean).square().sum(-1)
    variance = float(squares.sum()) / (count - 1)
    return Quality(
        bias=float((mean - exact).norm()),
        bias_error=math.sqrt(variance / count),
        variance=variance,
        variance_error=float(squares.std()) / math.sqrt(count),
    )
