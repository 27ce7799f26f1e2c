"""Zeros left out by hand."""

import torch


def perplexity(q):
    used = q.mean(0)
    logs = torch.where(used > 0, used, torch.ones_like(used)).log()
    return torch.exp(-(used * logs).sum(-1))
