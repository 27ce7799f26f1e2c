"""Softmax over the pictures."""
# says: down the columns

import torch


def linear_gradients(x, y, W, b):
    p = torch.softmax(x @ W.T + b, 0)
    t = torch.nn.functional.one_hot(y, len(b)).to(x.dtype)
    r = (p - t) / len(x)
    return r.T @ x, r.sum(0)
