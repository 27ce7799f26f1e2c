"""No factor alpha."""
# says: Which factor comes down

import torch

def slopes(v, alpha):
    return torch.where(v == v.max(), 1 - v, v) ** (alpha - 1)
