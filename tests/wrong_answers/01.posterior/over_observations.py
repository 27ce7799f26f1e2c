"""Normalizes over the observations."""

# says: you normalize over *them*

import torch


def posterior(prior: torch.Tensor, likelihood: torch.Tensor) -> torch.Tensor:
    return torch.softmax(prior.log() + likelihood.log(), dim=0)
