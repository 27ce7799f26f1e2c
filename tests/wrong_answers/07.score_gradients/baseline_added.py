"""Adds the baseline."""
# says: whether a draw was better than expected
import torch


def score_gradients(z, k, cost, b):
    p = torch.softmax(z, -1)
    y = torch.nn.functional.one_hot(k, len(z)).to(z.dtype)
    return (cost + b)[:, None] * (y - p)
