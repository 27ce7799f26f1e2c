"""One step too few."""
# says: How often does your loop run

import torch


def gradients(x, y, W, b):
    r = (torch.softmax(x @ W.T + b, -1) - torch.nn.functional.one_hot(y, 10)) / len(x)
    return r.T @ x, r.sum(0)


def train(x, y, steps, step_size):
    W, b = torch.zeros(10, x.shape[1], dtype=x.dtype), torch.zeros(10, dtype=x.dtype)
    for _ in range(steps - 1):
        dW, db = gradients(x, y, W, b)
        W, b = W - step_size * dW, b - step_size * db
    return W, b
