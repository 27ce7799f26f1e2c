"""Forgets the baseline."""
# says: what do you compare a cost with?
import torch


def score_gradients(z, k, cost, b):
    p = torch.softmax(z, -1)
    y = torch.nn.functional.one_hot(k, len(z)).to(z.dtype)
    return cost[:, None] * (y - p)
