"""The mean without weights."""
# says: Which mean belongs there

import torch


def softmax_vjp(p, v):
    return p * (v - v.mean(-1, keepdim=True))
