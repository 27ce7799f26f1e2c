"""Logsumexp of the shifted."""

import torch


def log_softmax(z, dim=-1):
    s = z - z.max(dim, keepdim=True).values
    return s - torch.logsumexp(s, dim, keepdim=True)
