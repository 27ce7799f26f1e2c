"""Gives the maximum a bonus on the way."""
# says: equal values got different outputs

import torch

def path(v, t):
    out = (1 - t) * v / v.sum() + t * torch.softmax(v, -1)
    bonus = torch.zeros_like(v)
    bonus[v.argmax()] = 1
    w = t * (1 - t)
    return (1 - w) * out + w * bonus
