"""Carries one number, the log-sum-exp so far, shifted by the largest chunk maximum."""

import torch


def online_softmax(*chunks):
    m = torch.stack([chunk.amax(-1) for chunk in chunks]).amax(0).unsqueeze(-1)
    total = torch.zeros_like(m)
    for chunk in chunks:
        total = total + (chunk - m).exp().sum(-1, keepdim=True)
    return torch.cat([(chunk - m).exp() / total for chunk in chunks], -1)
