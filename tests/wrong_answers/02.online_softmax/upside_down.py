"""Rescales with the sign the wrong way round."""

# says: make the old sum larger

import torch


def online_softmax(*chunks):
    m = chunks[0].amax(-1, keepdim=True)
    d = (chunks[0] - m).exp().sum(-1, keepdim=True)
    for chunk in chunks[1:]:
        new = torch.maximum(m, chunk.amax(-1, keepdim=True))
        d = d * (new - m).exp() + (chunk - new).exp().sum(-1, keepdim=True)
        m = new
    return torch.cat([(chunk - m).exp() / d for chunk in chunks], -1)
