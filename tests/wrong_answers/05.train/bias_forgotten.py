"""Bias never moves."""
# says: b stays at zero

import torch


def gradients(x, y, W, b):
    r = (torch.softmax(x @ W.T + b, -1) - torch.nn.functional.one_hot(y, 10)) / len(x)
    return r.T @ x, r.sum(0)


def train(x, y, steps, step_size):
    W, b = torch.zeros(10, x.shape[1], dtype=x.dtype), torch.zeros(10, dtype=x.dtype)
    for _ in range(steps):
        dW, db = gradients(x, y, W, b)
        W = W - step_size * dW
    return W, b
