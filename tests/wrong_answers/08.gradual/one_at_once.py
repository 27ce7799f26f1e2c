"""The maximum is 1 from the start."""
# says: The maximum is 1 from the start

import torch

def gradual(v, alpha):
    return torch.where(v == v.max(), torch.ones_like(v), v**alpha)
