"""Divides probabilities, then softmax."""
# says: What does softmax want to be given?

import torch


def sample_T(z, T, count):
    return torch.multinomial(torch.softmax(torch.softmax(z, -1) / T, -1), count, replacement=True)
