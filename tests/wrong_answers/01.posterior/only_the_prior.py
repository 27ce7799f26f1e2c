"""The observation changes nothing."""

# says: You return the prior

import torch


def posterior(prior: torch.Tensor, likelihood: torch.Tensor) -> torch.Tensor:
    return prior.expand_as(likelihood)
