"""The representative whose exponentials sum to 1."""

# says: *exponentials* sum to 1

import torch


def centered(z, dim=-1):
    return torch.log_softmax(z, dim)
