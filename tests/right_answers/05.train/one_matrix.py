"""Bias as a column of ones."""

import torch


def gradients(x, y, W, b):
    r = (torch.softmax(x @ W.T + b, -1) - torch.nn.functional.one_hot(y, 10)) / len(x)
    return r.T @ x, r.sum(0)


def train(x, y, steps, step_size):
    ones = torch.cat([x, torch.ones_like(x[:, :1])], 1)
    A = torch.zeros(10, ones.shape[1], dtype=x.dtype)
    step = 0
    while step < steps:
        A = A - step_size * gradients(ones, y, A, torch.zeros(10, dtype=x.dtype))[0]
        step += 1
    return A[:, :-1].clone(), A[:, -1].clone()
