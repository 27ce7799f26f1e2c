"""The shift first, and then PyTorch's logsumexp of what is left."""

import torch


def log_softmax(z, dim=-1):
    s = z - z.max(dim, keepdim=True)[0]
    return s - torch.logsumexp(s, dim, keepdim=True)
