"""Notebook 08: the three ways from values to a winner, each written for the reader and not for speed."""

from __future__ import annotations

import torch

FORUM_SEED = 2021
"""The seed of the forum thread's five values, `torch.rand(5)`."""
PRINTED_ROWS = (
    (0.0170, 0.2636, 0.9337, 0.5125, 0.3254),
    (0.0022, 0.1353, 0.9829, 0.3669, 0.1857),
    (3.7761e-05, 3.5664e-02, 9.9887e-01, 1.8803e-01, 6.0419e-02),
    (1.4259e-09, 1.2719e-03, 1.0000e00, 3.5355e-02, 3.6504e-03),
)
"""What the thread prints for them, without saying for which powers."""
FIVE = (0.0, 0.25, 0.5, 0.75, 1.0)
FOUR = (0.2, 0.4, 0.6, 0.8)
"""The values of the thread's first and second plot."""


def forum_values() -> torch.Tensor:
    """The thread's five values; float32 (5,). The state of PyTorch's own generator is left alone."""
    return torch.rand(5, generator=torch.Generator().manual_seed(FORUM_SEED))


def by_softmax(v: torch.Tensor, alpha: float) -> torch.Tensor:
    """softmax(alpha v) over the last dimension of `v` (..., K)."""
    return torch.softmax(alpha * v, -1)


def by_where(v: torch.Tensor, alpha: float) -> torch.Tensor:
    """The thread's formula, entry by entry, for `v` (K,): all maxima rise to 1, the others fall to 0."""
    top = float(v.detach().max())
    return torch.stack([1 - (1 - x) ** alpha if float(x.detach()) == top else x**alpha for x in v])


def by_power(v: torch.Tensor, alpha: float) -> torch.Tensor:
    """v^alpha over its sum, over the last dimension of `v` (..., K), divided by the maximum first."""
    raised = (v / v.amax(-1, keepdim=True)) ** alpha
    return raised / raised.sum(-1, keepdim=True)
