"""Starts the running maximum at -1e30, where the dtype reaches that far."""

# says: start at a finite number

import torch


def online_softmax(*chunks):
    low = max(-1e30, torch.finfo(chunks[0].dtype).min)
    m = torch.full(chunks[0].shape[:-1] + (1,), low, dtype=chunks[0].dtype)
    d = torch.zeros_like(m)
    for c in chunks:
        new = torch.maximum(m, c.amax(-1, keepdim=True))
        d = d * (m - new).exp() + (c - new).exp().sum(-1, keepdim=True)
        m = new
    return torch.cat([(c - m).exp() / d for c in chunks], -1)
