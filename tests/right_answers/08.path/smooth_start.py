"""A mix whose weight starts and ends slowly."""

import torch

def path(v, t):
    s = t * t * (3 - 2 * t)
    return torch.lerp(v / v.sum(), torch.softmax(v, 0), s)
