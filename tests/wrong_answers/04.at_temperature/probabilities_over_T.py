"""Divides the probabilities."""
# says: What must be divided, before the exponential?

import torch


def softmax_T(z, T):
    if T < 0:
        raise ValueError
    gaps = z - z.amax(-1, keepdim=True)
    if T == 0:
        best = (gaps == 0).to(z.dtype)
        return best / best.sum(-1, keepdim=True)
    return torch.softmax(gaps, -1) / T
