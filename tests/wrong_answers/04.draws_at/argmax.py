"""Always the best."""
# says: gave class 3 in 100.00 %

import torch


def sample_T(z, T, count):
    return torch.full((count,), int(z.argmax()))
