"""Milakov and Gimelshein's loop, one logit at a time."""

import torch


def online_softmax(*chunks):
    first = chunks[0][..., 0]
    m, d = torch.full_like(first, -torch.inf), torch.zeros_like(first)
    for chunk in chunks:
        for z in chunk.unbind(-1):
            top = torch.maximum(m, z)
            base = torch.where(top == -torch.inf, 0.0, top)
            d = d * (m - base).exp() + (z - base).exp()
            m = top
    return torch.cat([(chunk - m.unsqueeze(-1)).exp() / d.unsqueeze(-1) for chunk in chunks], -1)
