"""Multiplies by T."""
# says: you *multiply* by T

import torch


def sample_T(z, T, count):
    return torch.multinomial(torch.softmax(z * T, -1), count, replacement=True)
