"""Divides by T + 1e-8."""
# says: Which test finds the largest score exactly, without dividing?

import torch


def softmax_T(z, T):
    if T < 0:
        raise ValueError
    return torch.softmax((z - z.amax(-1, keepdim=True)) / (T + 1e-8), -1)
