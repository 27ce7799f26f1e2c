"""Seeds inside."""
# says: seed

import torch


def sample_T(z, T, count):
    torch.manual_seed(0)
    return torch.multinomial(torch.softmax(z / T, -1), count, replacement=True)
