"""Notebook 07: three costs of a choice among three classes, and the exact gradient of their expectation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch

LOGITS = torch.tensor([0.5, 0.0, -0.5], dtype=torch.float64)
TARGET = torch.tensor([0.45, 0.1, 0.45], dtype=torch.float64)
_PRICES = torch.tensor([1.0, -0.5, 2.0], dtype=torch.float64)
_WAVES = torch.tensor([1.0, 2.0, -1.0], dtype=torch.float64)


@dataclass(frozen=True)
class Objective:
    """A cost `f` of points y of the simplex, (..., K) to (...,), and its gradient `slope`, (..., K)."""

    name: str
    f: Callable[[torch.Tensor], torch.Tensor]
    slope: Callable[[torch.Tensor], torch.Tensor]

    def at_corners(self, classes: int) -> torch.Tensor:
        """The cost of each class, (K,)."""
        return self.f(torch.eye(classes, dtype=torch.float64))

    def exact_gradient(self, z: torch.Tensor) -> torch.Tensor:
        """The gradient by `z` (K,) of E f(one-hot of C), C drawn from softmax(z): p_j (f_j - E f)."""
        p, costs = torch.softmax(z, -1), self.at_corners(len(z))
        return p * (costs - (p * costs).sum())


LINEAR = Objective("linear", lambda y: y @ _PRICES, lambda y: _PRICES.expand_as(y))
QUADRATIC = Objective("quadratic", lambda y: (y - TARGET).square().sum(-1), lambda y: 2 * (y - TARGET))
WAVY = Objective(
    "sine and cube",
    lambda y: (_WAVES * torch.sin(3 * y) + y**3).sum(-1),
    lambda y: 3 * _WAVES * torch.cos(3 * y) + 3 * y**2,
)
OBJECTIVES = (LINEAR, QUADRATIC, WAVY)
