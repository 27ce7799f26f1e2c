"""log(softmax(z) + 1e-8)."""

# says: gets below a floor

import torch


def log_softmax(z, dim=-1):
    return torch.log(torch.softmax(z, dim) + 1e-8)
