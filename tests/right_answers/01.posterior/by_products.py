"""Bayes' rule as it stands, without logs."""

import torch


def posterior(prior: torch.Tensor, likelihood: torch.Tensor) -> torch.Tensor:
    joint = prior * likelihood
    return joint / joint.sum(dim=-1, keepdim=True)
