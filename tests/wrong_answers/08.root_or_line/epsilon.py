"""A floor of 1e-12 under the root."""
# says: the root is given a floor

import torch

def root_or_line(x):
    return torch.where(x > 0, x.clamp(min=1e-12).sqrt(), x)
