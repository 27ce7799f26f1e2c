"""Applies softmax to the probabilities."""

# says: you apply softmax to the probabilities

import torch


def logits_from(p: torch.Tensor) -> torch.Tensor:
    return torch.softmax(p, dim=-1)
