"""The root's slope is lost."""
# says: but the root's own slope is missing

import torch

def root_or_line(x):
    return torch.where(x > 0, x.detach().clamp_min(1e-30).sqrt(), x)
