"""Zero in the place of the line."""
# says: What is to happen to an entry

import torch

def root_or_line(x):
    return torch.where(x > 0, torch.where(x > 0, x, 1.0).sqrt(), torch.zeros_like(x))
