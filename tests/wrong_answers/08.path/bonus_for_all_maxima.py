"""A bonus for every maximum: jumps when two values change places."""
# says: What in your path asks who the maximum is

import torch

def path(v, t):
    out = (1 - t) * v / v.sum() + t * torch.softmax(v, -1)
    bonus = (v == v.max()).to(v.dtype)
    w = t * (1 - t)
    return (1 - w) * out + w * bonus / bonus.sum()
