"""No minus."""
# says: which sign does it need?

import torch


def entropy(z):
    lp = torch.log_softmax(z, -1)
    return (lp.exp() * lp).sum(-1)
