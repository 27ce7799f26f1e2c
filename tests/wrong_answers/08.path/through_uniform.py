"""By way of the uniform distribution."""
# says: two values that differ have come out equal

import torch

def path(v, t):
    share, soft = v / v.sum(), torch.softmax(v, -1)
    level = torch.full_like(v, 1 / len(v))
    return (1 - 2 * t) * share + 2 * t * level if t < 0.5 else (2 - 2 * t) * level + (2 * t - 1) * soft
