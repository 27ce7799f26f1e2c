"""Starts from the first chunk instead of a start value."""

import torch


def online_softmax(*chunks):
    m, d = None, None
    for c in chunks:
        if not c.shape[-1]:
            continue
        new = c.amax(-1, keepdim=True)
        new = new if m is None else torch.maximum(m, new)
        safe = new.clamp(min=torch.finfo(new.dtype).min)
        part = (c - safe).exp().sum(-1, keepdim=True)
        d = part if d is None else d * (m - safe).exp() + part
        m = new
    return torch.cat([c.sub(m).exp().div(d) for c in chunks], -1)
