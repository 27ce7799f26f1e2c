"""Adds the scores instead of subtracting."""

# says: you *add* the scores

import torch


def probability_of_class_1(z: torch.Tensor) -> torch.Tensor:
    return torch.sigmoid(z.sum(dim=-1))
