"""The total as a matrix product."""

import torch


def posterior(prior: torch.Tensor, likelihood: torch.Tensor) -> torch.Tensor:
    a, b = prior.double(), likelihood.double()
    return (a * b / (b @ a).unsqueeze(-1)).to(likelihood.dtype)
