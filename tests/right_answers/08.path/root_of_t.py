"""A mix that starts steeply."""

import torch

def path(v, t):
    return (1 - t**0.5) * (v / v.sum()) + t**0.5 * torch.softmax(v, -1)
