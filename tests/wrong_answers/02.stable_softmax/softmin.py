"""The smallest logit gets the most."""

# says: Which sign has the exponent

import torch


def softmax_stable(z, dim=-1):
    e = (z.amin(dim, keepdim=True) - z).exp()
    return e / e.sum(dim, keepdim=True)
