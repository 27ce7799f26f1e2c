"""nan when the first chunk is all -inf."""

# says: the running sum never recovers

import torch


def online_softmax(*chunks):
    m = torch.full_like(chunks[0][..., :1], -torch.inf)
    d = torch.zeros_like(m)
    for chunk in chunks:
        top = torch.maximum(m, chunk.amax(-1, keepdim=True))
        d = d * (m - top).exp() + (chunk - top).exp().sum(-1, keepdim=True)
        m = top
    return torch.cat([(chunk - m).exp() / d for chunk in chunks], -1)
