"""Never lets T fall below a millionth."""
# says: Which test finds the largest score exactly, without dividing?

import torch


def softmax_T(z, T):
    if T < 0:
        raise ValueError(T)
    return torch.softmax((z - z.amax(-1, keepdim=True)) / max(T, 1e-6), -1)
