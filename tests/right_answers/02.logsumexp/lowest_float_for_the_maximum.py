"""Clamp the max at the dtype's lowest float."""

import torch


def logsumexp(z, dim=-1):
    m = z.detach().amax(dim, keepdim=True).clamp(min=torch.finfo(z.dtype).min)
    return m.squeeze(dim) + torch.log(torch.exp(z - m).sum(dim))
