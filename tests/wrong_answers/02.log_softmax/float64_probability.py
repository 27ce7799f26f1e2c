"""Float64 log of probability."""

# says: in whatever dtype you took it

import torch


def log_softmax(z, dim=-1):
    return torch.softmax(z.double(), dim).log().to(z.dtype)
