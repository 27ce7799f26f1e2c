"""A mix of weights before dividing."""

import torch

def path(v, t):
    w = (1 - t) * v + t * v.exp()
    return w / w.sum()
