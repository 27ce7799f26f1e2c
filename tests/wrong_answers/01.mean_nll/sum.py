"""Adds up instead of averaging."""

# says: It looks as if you add up the rows

import torch


def mean_nll(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(z, dim=-1)
    return -p[torch.arange(len(y), device=y.device), y].log().sum()
