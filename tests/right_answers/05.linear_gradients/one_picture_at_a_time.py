"""A loop over pictures, with outer products."""

import torch


def linear_gradients(x, y, W, b):
    dW, db = torch.zeros_like(W), torch.zeros_like(b)
    for row, label in zip(x, y):
        r = torch.softmax(W @ row + b, 0)
        r[label] -= 1
        dW, db = dW + torch.outer(r, row), db + r
    return dW / len(x), db / len(x)
