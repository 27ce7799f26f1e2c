"""Leaves its beginning with a small jump."""
# says: it jumps near t = 0, from

import torch

def path(v, t):
    u = 0.05 + 0.95 * t if t > 0 else 0.0
    return (1 - u) * v / v.sum() + u * torch.softmax(v, -1)
