"""Does not lower the exponent."""
# says: What becomes of the exponent

import torch

def slopes(v, alpha):
    return alpha * torch.where(v == v.max(), 1 - v, v) ** alpha
