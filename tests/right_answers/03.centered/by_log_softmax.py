"""From any point of the line to its middle: by way of the log-probabilities."""

import torch


def centered(z, dim=-1):
    log_p = torch.log_softmax(z, dim)
    return log_p - log_p.mean(dim, keepdim=True)
