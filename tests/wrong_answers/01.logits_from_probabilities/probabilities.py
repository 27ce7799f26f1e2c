"""Hands the probabilities back."""

# says: You hand back the probabilities themselves

import torch


def logits_from(p: torch.Tensor) -> torch.Tensor:
    return p.clone()
