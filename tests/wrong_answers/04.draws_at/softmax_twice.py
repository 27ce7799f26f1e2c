"""Softmax of the shares."""
# says: Which of the two sees probabilities?

import torch


def sample_T(z, T, count):
    return torch.multinomial(torch.softmax(torch.softmax(z / T, -1), -1), count, replacement=True)
