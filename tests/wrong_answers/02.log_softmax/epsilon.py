"""log(softmax(z) + 1e-8)."""

# says: below about -18

import torch


def log_softmax(z, dim=-1):
    return torch.log(torch.softmax(z, dim) + 1e-8)
