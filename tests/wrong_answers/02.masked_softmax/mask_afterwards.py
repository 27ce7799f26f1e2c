"""Masks the probabilities."""

# says: Who else got a share in your denominator?

import torch


def masked_softmax(z, keep, dim=-1):
    return torch.softmax(z, dim) * keep
