"""Movedim, sort for the max."""

import torch


def softmax_stable(z, dim=-1):
    w = z.movedim(dim, -1)
    m = w.sort(dim=-1, descending=True).values[..., :1]
    e = torch.exp(w - m)
    return (e / torch.einsum("...k->...", e)[..., None]).movedim(-1, dim)
