"""Adds the correction."""
# says: as if you add

import torch


def softmax_vjp(p, v):
    return p * (v + (p * v).sum(-1, keepdim=True))
