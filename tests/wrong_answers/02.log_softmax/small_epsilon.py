"""log(softmax(z) + 1e-12)."""

# says: gets below a floor

import torch


def log_softmax(z, dim=-1):
    return (torch.softmax(z, dim) + 1e-12).log()
