"""Adds up surprises."""
# says: How often does each of them happen?

import torch


def entropy(z):
    return -torch.log_softmax(z, -1).sum(-1)
