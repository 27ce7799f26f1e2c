"""Zero out input then numerators times keep."""

import torch


def masked_softmax(z, keep, dim=-1):
    w = z.masked_fill(~keep, torch.finfo(z.dtype).min)
    m = w.amax(dim, keepdim=True).detach()
    s = (w - m).masked_fill(~keep, 0)
    e = s.exp() * keep
    total = e.sum(dim, keepdim=True)
    return e / torch.where(total == 0, torch.ones_like(total), total)
