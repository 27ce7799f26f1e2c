"""Multiplies the logits by the mask."""

# says: multiply the logits by the mask

import torch


def masked_softmax(z, keep, dim=-1):
    return torch.softmax(z * keep, dim)
