"""one_hot, left as whole numbers."""
# says: shares are floats

import torch


def softmax_T(z, T):
    if T < 0:
        raise ValueError(T)
    if T == 0:
        return torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1])
    return torch.softmax((z - z.amax(-1, keepdim=True)) / T, -1)
