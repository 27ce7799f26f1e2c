"""Notebook 05: how far right answers may be off, from the rounding error of softmax itself.

Each bound carries the error of p (see `rounding.softmax`) through the formula, term by term, and adds a few
roundings of its own. Nothing here is tuned to a particular answer.
"""

from __future__ import annotations

import torch

from course_utils.checking import Case, rounding

_ROUNDINGS = 8
"""Products, differences and one sum of at most three terms in each entry."""


def _p_and_error(case: Case, dtype: torch.dtype) -> tuple[torch.Tensor, torch.Tensor]:
    """Softmax of the logits `args[0]` in float64, and the error allowed in each entry; both (..., K)."""
    p = torch.softmax(case.args[0].to(torch.float64), -1)
    return p, rounding.softmax()(case, p, dtype)


def jacobian(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """For p_i (delta_ij - p_j), in any order of operations; (..., K, K)."""
    p, error = _p_and_error(case, dtype)
    u = rounding.unit(dtype)
    cross = p[..., :, None] * error[..., None, :] + error[..., :, None] * p[..., None, :]
    cross = cross + _ROUNDINGS * u * p[..., :, None] * p[..., None, :]
    return cross + torch.diag_embed(error + _ROUNDINGS * u * p) + 4 * rounding.smallest(dtype)


def second_derivative(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """For the third cumulant of the one-hot variable, each of its terms with its own error; (K, K, K)."""
    p, error = _p_and_error(case, dtype)
    # An entry of p that is off by r relative units moves a product of m entries by m r.
    relative = float((error / p).nan_to_num(posinf=0.0).max()) + _ROUNDINGS * rounding.unit(dtype)
    eye = torch.eye(p.shape[-1], dtype=torch.float64)
    pairs = torch.einsum("ij,i,k->ijk", eye, p, p)
    terms = torch.einsum("ij,jk,i->ijk", eye, eye, p) + 2 * torch.einsum("i,j,k->ijk", p, p, p)
    terms = terms + pairs + pairs.permute(0, 2, 1) + pairs.permute(2, 0, 1)
    return 3 * relative * terms + 4 * rounding.smallest(dtype)


def product(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """For p * (v - sum(p * v)): the sum of K products costs at most (K + 2) u of sum(|p v|); (..., K).

    Who goes by way of softmax(log p) has another p, off by at most (K + |log p_k| + E|log p| + 8) u
    relative to entry k, as `rounding.softmax` says. That is allowed too.
    """
    p, v = (a.to(torch.float64) for a in case.args)
    u = rounding.unit(dtype)
    mean = (p * v.abs()).sum(-1, keepdim=True)
    own = u * p * ((p.shape[-1] + 4) * mean + 4 * v.abs())
    from_p = rounding.softmax()(Case((p.log(),)), p, dtype)
    detour = from_p * (v.abs() + mean) + p * (from_p * v.abs()).sum(-1, keepdim=True)
    return own + detour + 4 * rounding.smallest(dtype)


def logits_error(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, u: float) -> torch.Tensor:
    """How far the scores x Wᵀ + b may be off, summed in any order; (N, K)."""
    return (x.shape[-1] + 2) * u * (x.abs() @ weight.abs().T + bias.abs())


def linear_gradients(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """For (p - y)ᵀ x / N when `expected` is (K, D), and for the mean of p - y when it is (K,)."""
    x, y, weight, bias = (a.to(torch.float64) if a.is_floating_point() else a for a in case.args)
    u = rounding.unit(dtype)
    z = x @ weight.T + bias
    p = torch.softmax(z, -1)
    # dp_i = p_i (dz_i - sum_k p_k dz_k): at most 2 p_i times the largest error of the row's scores.
    from_scores = 2 * p * logits_error(x, weight, bias, u).amax(-1, keepdim=True)
    error = from_scores + rounding.softmax()(Case((z,)), p, dtype) + 2 * u
    residual = (p - torch.nn.functional.one_hot(y, p.shape[-1])).abs()
    error = error + (len(y) + 4) * u * residual
    return (error.T @ x.abs() if expected.dim() == 2 else error.sum(0)) / len(y)
