"""p without y."""
# says: labels play no part

import torch


def linear_gradients(x, y, W, b):
    p = torch.softmax(x @ W.T + b, -1)
    t = torch.nn.functional.one_hot(y, len(b)).to(x.dtype)
    r = p / len(x)
    return r.T @ x, r.sum(0)
