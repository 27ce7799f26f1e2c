"""Gradient of the squared error."""
# says: the gradient of the squared error

import torch


def linear_gradients(x, y, W, b):
    p = torch.softmax(x @ W.T + b, -1)
    t = torch.nn.functional.one_hot(y, len(b)).to(x.dtype)
    v = 2 * (p - t)
    r = p * (v - (p * v).sum(-1, keepdim=True)) / len(x)
    return r.T @ x, r.sum(0)
