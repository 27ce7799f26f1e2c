"""The bracket alone."""
# says: What multiplies it

import torch


def softmax_vjp(p, v):
    return v - (p * v).sum(-1, keepdim=True)
