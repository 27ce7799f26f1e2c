"""Seeded random inputs for the cases of an exercise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

import torch

T = TypeVar("T")


class Draw:
    """Random tensors on the CPU, the same for the same seed on every machine.

    An exercise's `cases` function gets one and draws all its random inputs from it, so that its cases are a
    function of the seed alone.
    """

    def __init__(self, seed: int) -> None:
        self._generator = torch.Generator().manual_seed(seed & (2**63 - 1))

    def normal(
        self, *shape: int, scale: float = 1.0, shift: float = 0.0, dtype: torch.dtype = torch.float32
    ) -> torch.Tensor:
        """Normal entries with standard deviation `scale` around `shift`, drawn in float64, rounded once."""
        x = torch.randn(shape, generator=self._generator, dtype=torch.float64)
        return (x * scale + shift).to(dtype)

    def uniform(
        self, *shape: int, low: float = 0.0, high: float = 1.0, dtype: torch.dtype = torch.float32
    ) -> torch.Tensor:
        """Entries uniform in [low, high), drawn in float64 and rounded once (so `high` can occur)."""
        x = torch.rand(shape, generator=self._generator, dtype=torch.float64)
        return (x * (high - low) + low).to(dtype)

    def integers(
        self, *shape: int, low: int = 0, high: int = 10, dtype: torch.dtype = torch.int64
    ) -> torch.Tensor:
        """Whole numbers, uniform in low … high-1."""
        return torch.randint(low, high, shape, generator=self._generator).to(dtype)

    def booleans(self, *shape: int, chance: float = 0.5) -> torch.Tensor:
        """True with probability `chance`."""
        return torch.rand(shape, generator=self._generator, dtype=torch.float64) < chance

    def permutation(self, count: int) -> torch.Tensor:
        """A random order of 0 … count-1."""
        return torch.randperm(count, generator=self._generator)

    def one(self, low: int, high: int) -> int:
        """One whole number, uniform in low … high-1."""
        return int(torch.randint(low, high, (), generator=self._generator))

    def log_uniform(self, low: float, high: float) -> float:
        """One positive number whose logarithm is uniform between those of `low` and `high`."""
        u = float(torch.rand((), generator=self._generator, dtype=torch.float64))
        return math.exp(math.log(low) + u * (math.log(high) - math.log(low)))

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.one(0, len(options))]
