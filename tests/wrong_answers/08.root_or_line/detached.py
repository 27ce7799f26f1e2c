"""Detaches everything."""
# says: their history is gone

import torch

def root_or_line(x):
    x = x.detach()
    return torch.where(x > 0, torch.where(x > 0, x, 1.0).sqrt(), x)
