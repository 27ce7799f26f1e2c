"""Returns the argmax index at T = 0."""
# says: not the *number* of the best class

import torch


def softmax_T(z, T):
    if T < 0:
        raise ValueError
    if T == 0:
        return z.argmax(-1)
    return torch.softmax((z - z.amax(-1, keepdim=True)) / T, -1)
