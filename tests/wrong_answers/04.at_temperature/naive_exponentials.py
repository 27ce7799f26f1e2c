"""Exponentials of unshifted scores."""
# says: What did 02 do about that

import torch


def softmax_T(z, T):
    if T < 0:
        raise ValueError
    if T < 1e-6:
        best = (z == z.amax(-1, keepdim=True)).to(z.dtype)
        return best / best.sum(-1, keepdim=True)
    e = (z / T).exp()
    return e / e.sum(-1, keepdim=True)
