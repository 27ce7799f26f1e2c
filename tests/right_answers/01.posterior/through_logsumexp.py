"""Subtracts the log of the evidence."""

import torch


def posterior(prior: torch.Tensor, likelihood: torch.Tensor) -> torch.Tensor:
    log_joint = torch.log(prior) + torch.log(likelihood)
    return (log_joint - torch.logsumexp(log_joint, -1, keepdim=True)).exp()
