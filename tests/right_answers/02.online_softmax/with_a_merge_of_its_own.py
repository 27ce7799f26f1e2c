"""Loop over merge."""

import math
import torch


def _merge(m1, d1, m2, d2):
    m = torch.maximum(m1, m2)
    s = torch.where(m == -math.inf, torch.zeros_like(m), m)
    return m, d1 * torch.exp(m1 - s) + d2 * torch.exp(m2 - s)


def online_softmax(*chunks):
    shape = chunks[0].shape[:-1]
    m = torch.full(shape, -math.inf, dtype=chunks[0].dtype)
    d = torch.zeros(shape, dtype=chunks[0].dtype)
    for c in chunks:
        if c.shape[-1] == 0:
            continue
        mc = c.amax(-1)
        sc = torch.where(mc == -math.inf, torch.zeros_like(mc), mc)
        m, d = _merge(m, d, mc, (c - sc[..., None]).exp().sum(-1))
    return torch.cat([(c - m[..., None]).exp() / d[..., None] for c in chunks], -1)
