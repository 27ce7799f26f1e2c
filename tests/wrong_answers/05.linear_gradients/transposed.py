"""x on the left."""
# says: which factor comes first

import torch


def linear_gradients(x, y, W, b):
    p = torch.softmax(x @ W.T + b, -1)
    t = torch.nn.functional.one_hot(y, len(b)).to(x.dtype)
    r = (p - t) / len(x)
    return x.T @ r, r.sum(0)
