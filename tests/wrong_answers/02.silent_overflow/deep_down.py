"""Underflows to 0/0."""

# says: must be too large

import torch

silent = torch.tensor([-1000.0, -1001.0])
