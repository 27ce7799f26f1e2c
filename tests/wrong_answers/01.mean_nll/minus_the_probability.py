"""Averages the probabilities, with a minus sign."""

# says: average the probabilities, with a minus sign

import torch


def mean_nll(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(z, dim=-1)[torch.arange(len(y), device=y.device), y]
    return -p.mean()
