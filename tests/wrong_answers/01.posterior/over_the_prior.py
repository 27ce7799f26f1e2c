"""Divides by the prior."""

# says: you divide by the prior

import torch


def posterior(prior: torch.Tensor, likelihood: torch.Tensor) -> torch.Tensor:
    return torch.softmax(likelihood.log() - prior.log(), dim=-1)
