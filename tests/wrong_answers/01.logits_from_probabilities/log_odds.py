"""Inverts the sigmoid, class by class."""

# says: the sigmoid or the softmax

import torch


def logits_from(p: torch.Tensor) -> torch.Tensor:
    return torch.logit(p)
