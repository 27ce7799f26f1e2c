"""How far a right answer may be from the exact one: bounds from rounding theory, in units of roundoff.

A tolerance is a function `(case, expected, dtype) -> allowed`: float64 absolute errors, in the shape of
`expected`. `u` below is the unit roundoff, half of torch.finfo(dtype).eps: 2^-24 for float32.

Sources: N. Higham, Accuracy and Stability of Numerical Algorithms (2002), ch. 3 and 4, for sums;
P. Blanchard, D. J. Higham, N. J. Higham, Accurately computing the log-sum-exp and softmax functions,
IMA J. Numer. Anal. 41 (2021), for the shape of the softmax and log-sum-exp bounds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from course_utils.checking.function import Case

Tolerance = Callable[["Case", torch.Tensor, torch.dtype], torch.Tensor]


def unit(dtype: torch.dtype) -> float:
    """The unit roundoff u of a floating dtype."""
    return torch.finfo(dtype).eps / 2 if dtype.is_floating_point else 0.0


def smallest(dtype: torch.dtype) -> float:
    """The smallest positive number of a floating dtype, subnormals included."""
    if not dtype.is_floating_point:
        return 0.0
    info = torch.finfo(dtype)
    return info.smallest_normal * info.eps


def exact() -> Tolerance:
    """No error at all."""
    return lambda case, expected, dtype: torch.zeros_like(expected)


def relative(units: float) -> Tolerance:
    """`units` units of roundoff of each expected entry, and a few of the smallest subnormal."""

    def allowed(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
        return units * unit(dtype) * expected.abs().nan_to_num(posinf=0.0) + 2 * smallest(dtype)

    return allowed


def _logits(case: Case, argument: int, dim_name: str) -> tuple[torch.Tensor, int]:
    z = case.args[argument].to(torch.float64)
    dim: Any = case.kwargs.get(dim_name)
    if dim is None:
        dim = next((a for a in case.args[argument + 1 :] if type(a) is int), -1)
    return (z.reshape(1), 0) if z.dim() == 0 else (z, dim)


def _gaps(z: torch.Tensor, dim: int) -> torch.Tensor:
    """Distances to the maximum along `dim`; 0 where infinite (such entries are 0 or nan, with no error)."""
    top = z.amax(dim, keepdim=True)
    return (top - z).nan_to_num(nan=0.0, posinf=0.0, neginf=0.0)


def softmax(argument: int = 0, dim_name: str = "dim", slack: float = 8.0) -> Tolerance:
    """The bound for softmax by any sound shifted formula, from the logits at `args[argument]`.

    Rounding z_i - m costs |z_i - m| u in the exponent, and as much again by way of the logarithm,
    exp((z_i - m) - ln S); each exp costs a few u, a sum of K positive terms at most (K - 1) u, the division
    one.
    So entry i may be off by (K + 2|z_i - m| + E_p|z - m| + slack) u p_i, plus what is lost below the normal
    range: two of the smallest subnormal.
    """

    def allowed(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
        z, dim = _logits(case, argument, dim_name)
        gaps = _gaps(z, dim)
        count = z.shape[dim]
        mean_gap = (torch.softmax(-gaps, dim) * gaps).sum(dim, keepdim=True)
        units = (count + 2 * gaps + mean_gap + slack).reshape(expected.shape)
        return units * unit(dtype) * expected.abs().nan_to_num() + 2 * smallest(dtype)

    return allowed


def log_softmax(argument: int = 0, dim_name: str = "dim", slack: float = 8.0) -> Tolerance:
    """The bound for (z_i - m) - log(sum): each rounding is relative to what it rounds; the sum costs K u."""

    def allowed(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
        z, dim = _logits(case, argument, dim_name)
        gaps = _gaps(z, dim)
        size = (gaps + expected.abs().nan_to_num(posinf=0.0).reshape(z.shape) + z.shape[dim] + slack).reshape(
            expected.shape
        )
        return size * unit(dtype)

    return allowed


def logsumexp(argument: int = 0, dim_name: str = "dim", slack: float = 8.0) -> Tolerance:
    """The bound for m + log(sum): (|y| + K + slack) u (Blanchard, Higham and Higham 2021)."""

    def allowed(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
        z, dim = _logits(case, argument, dim_name)
        return (expected.abs().nan_to_num(posinf=0.0, neginf=0.0) + z.shape[dim] + slack) * unit(dtype)

    return allowed


def gradient(units: float = 64.0) -> Tolerance:
    """For gradients of weighted sums with weights of size 1: `units` u of 1 and of the expected entry."""

    def allowed(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
        return units * unit(dtype) * (1 + expected.abs().nan_to_num(posinf=0.0, neginf=0.0))

    return allowed
