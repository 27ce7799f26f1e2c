"""The first family."""
# says: the first family

import torch

def sharpen(v, alpha):
    return torch.softmax(alpha * v, -1)
