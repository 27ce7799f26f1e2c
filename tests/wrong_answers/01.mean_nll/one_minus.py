"""Averages what is missing to 1."""

# says: you average $1 - p$

import torch


def mean_nll(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(z, dim=-1)[torch.arange(len(y), device=y.device), y]
    return (1 - p).mean()
