"""Notebook 05: random inputs that can be read."""

from __future__ import annotations

import torch

from course_utils.checking import Draw


def quarters(draw: Draw, *shape: int, reach: float = 2.0, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    """Uniform multiples of 1/4 in [-reach, reach]: a counterexample of them fits on a line, and is exact."""
    most = round(4 * reach)
    return draw.integers(*shape, low=-most, high=most + 1).to(dtype) / 4
