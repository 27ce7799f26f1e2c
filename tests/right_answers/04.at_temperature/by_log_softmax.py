"""Through log_softmax of the shifted scores."""

import torch


def softmax_T(z, T):
    if T < 0:
        raise ValueError("T must not be negative")
    best = z == z.max(dim=-1, keepdim=True).values
    if T == 0:
        return best.to(z.dtype) / best.sum(dim=-1, keepdim=True)
    return torch.log_softmax((z - z.max(dim=-1, keepdim=True).values) / T, dim=-1).exp()
