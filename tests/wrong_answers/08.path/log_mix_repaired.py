"""The same with the end repaired: a jump."""
# says: does a path through logarithms ever leave it

import torch

def path(v, t):
    if t == 1:
        return torch.softmax(v, -1)
    return torch.softmax((1 - t) * v.log() + t * v, -1)
