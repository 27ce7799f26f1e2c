"""Sum over pictures."""
# says: with twice as many pictures

import torch


def linear_gradients(x, y, W, b):
    p = torch.softmax(x @ W.T + b, -1)
    t = torch.nn.functional.one_hot(y, len(b)).to(x.dtype)
    r = p - t
    return r.T @ x, r.sum(0)
