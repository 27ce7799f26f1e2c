"""Naive softmax."""
# says: large ones overflow

import torch


def linear_gradients(x, y, W, b):
    e = (x @ W.T + b).exp()
    r = (e / e.sum(-1, keepdim=True) - torch.nn.functional.one_hot(y, len(b))) / len(x)
    return r.T @ x, r.sum(0)
