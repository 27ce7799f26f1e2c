"""Adds probabilities where logs are added."""

# says: Adding is for *logs*

import torch


def posterior(prior: torch.Tensor, likelihood: torch.Tensor) -> torch.Tensor:
    return torch.softmax(prior + likelihood, dim=-1)
