"""T left out."""
# says: Did T get lost?

import torch


def sample_T(z, T, count):
    return torch.multinomial(torch.softmax(z, -1), count, replacement=True)
