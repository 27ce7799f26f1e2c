"""Leaves the prior out."""

# says: the prior plays no part

import torch


def posterior(prior: torch.Tensor, likelihood: torch.Tensor) -> torch.Tensor:
    return torch.softmax(likelihood.log(), dim=-1)
