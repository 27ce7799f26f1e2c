"""Notebook 07: noise, the hard choice, and a gradient for it that is somebody else's."""

from __future__ import annotations

from typing import Any

import torch


def gumbel(*shape: int, seed: int = 0, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    """Standard Gumbel noise on the CPU, the same for the same seed: minus the logarithm of Exp(1) draws.

    Drawn in float64, where an exact 0 from the exponential does not happen in practice, and rounded once.
    """
    generator = torch.Generator().manual_seed(seed)
    return -torch.empty(shape, dtype=torch.float64).exponential_(generator=generator).log().to(dtype)


def hardest(y: torch.Tensor) -> torch.Tensor:
    """One-hot of the largest entry along the last dimension, the first of equal ones; dtype of `y`."""
    return torch.nn.functional.one_hot(y.argmax(-1), y.shape[-1]).to(y.dtype)


class Borrowed(torch.autograd.Function):
    """The value of one tensor with the gradient of another: nothing is added, so nothing is rounded."""

    @staticmethod
    def forward(ctx: Any, value: torch.Tensor, lender: torch.Tensor) -> torch.Tensor:
        """`value`, as it is; the lender has the same shape."""
        return value.clone()

    @staticmethod
    def backward(ctx: Any, v: torch.Tensor) -> tuple[None, torch.Tensor]:
        """All of the gradient to the lender."""
        return None, v


def borrowed(value: torch.Tensor, lender: torch.Tensor) -> torch.Tensor:
    """`value` in the forward pass; in the backward pass, `lender`."""
    return Borrowed.apply(value.detach(), lender)
