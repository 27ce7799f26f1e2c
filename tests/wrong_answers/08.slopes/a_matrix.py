"""Returns the whole Jacobian."""
# says: has shape (2, 2), expected (2,)

import torch

def slopes(v, alpha):
    return torch.diag(alpha * torch.where(v == v.max(), 1 - v, v) ** (alpha - 1))
