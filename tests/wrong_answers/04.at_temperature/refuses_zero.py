"""Raises at T = 0 too."""
# says: did not return
# status: could not run

import torch


def softmax_T(z, T):
    if T <= 0:
        raise ValueError("T must be positive")
    return torch.softmax((z - z.amax(-1, keepdim=True)) / T, -1)
