"""Base 2."""
# says: entropy in *bits*

import torch


import math

def entropy(z):
    lp = torch.log_softmax(z, -1)
    return -(lp.exp() * lp).sum(-1) / math.log(2)
