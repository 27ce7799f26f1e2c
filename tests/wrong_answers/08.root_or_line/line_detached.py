"""Detaches the line."""
# says: the result is $x$ itself, so its slope is 1

import torch

def root_or_line(x):
    return torch.where(x > 0, torch.where(x > 0, x, 1.0).sqrt(), x.detach())
