"""A mean."""
# says: You take the *mean*

import torch


def entropy(z):
    lp = torch.log_softmax(z, -1)
    return -(lp.exp() * lp).mean(-1)
