"""Bayes' rule, observation by observation, in Python numbers."""

import torch


def posterior(prior: torch.Tensor, likelihood: torch.Tensor) -> torch.Tensor:
    rows = []
    for row in likelihood.reshape(-1, likelihood.shape[-1]).tolist():
        joint = [a * b for a, b in zip(prior.tolist(), row, strict=True)]
        rows.append([share / sum(joint) for share in joint])
    return torch.tensor(rows, dtype=likelihood.dtype).reshape(likelihood.shape)
