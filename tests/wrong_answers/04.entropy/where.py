"""Mends the value with where."""
# says: backward still passes through

import torch


def entropy(z):
    p = torch.softmax(z, -1)
    return -torch.where(p > 0, p * p.log(), 0.0).sum(-1)
