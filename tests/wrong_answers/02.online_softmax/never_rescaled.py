"""The old sum is never rescaled."""

# says: counted from the old maximum

import torch


def online_softmax(*chunks):
    m = torch.full_like(chunks[0][..., :1], -torch.inf)
    d = torch.zeros_like(m)
    for chunk in chunks:
        m = torch.maximum(m, chunk.amax(-1, keepdim=True))
        d = d + (chunk - m).exp().sum(-1, keepdim=True)
    return torch.cat([(chunk - m).exp() / d for chunk in chunks], -1)
