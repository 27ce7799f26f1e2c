"""Always the best."""
# says: You return the best class, every time

import torch


def sample_T(z, T, count):
    return torch.full((count,), int(z.argmax()))
