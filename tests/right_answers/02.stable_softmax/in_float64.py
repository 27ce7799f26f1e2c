"""Shifted, and computed in float64 on the way."""

import torch


def softmax_stable(z, dim=-1):
    wide = z.double()
    m = wide.amax(dim, keepdim=True)
    numerator = torch.exp(wide - m)
    return numerator.div(numerator.sum(dim, keepdim=True)).to(z.dtype)
