"""Masks the probabilities and renormalizes."""

# says: All that is kept has vanished

import torch


def masked_softmax(z, keep, dim=-1):
    p = torch.softmax(z, dim) * keep
    return p / p.sum(dim, keepdim=True)
