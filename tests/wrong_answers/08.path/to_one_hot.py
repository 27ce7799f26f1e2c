"""Ends at one-hot."""
# says: Which distribution did the question want at the end

import torch

def path(v, t):
    w = (v / v.max()) ** (1 + 200 * t)
    return w / w.sum()
