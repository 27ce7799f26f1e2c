"""One-hot rows."""
# says: shape

import torch


def sample_T(z, T, count):
    drawn = torch.multinomial(torch.softmax(z / T, -1), count, replacement=True)
    return torch.nn.functional.one_hot(drawn, len(z))
