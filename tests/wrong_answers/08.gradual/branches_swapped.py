"""The two branches in the wrong order."""
# says: your two branches have changed places

import torch

def gradual(v, alpha):
    return torch.where(v == v.max(), v**alpha, 1 - (1 - v) ** alpha)
