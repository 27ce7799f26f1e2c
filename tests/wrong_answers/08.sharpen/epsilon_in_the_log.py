"""An epsilon in the logarithm."""
# says: the zero takes part

import torch

def sharpen(v, alpha):
    return torch.softmax(alpha * (v + 1e-8).log(), -1)
