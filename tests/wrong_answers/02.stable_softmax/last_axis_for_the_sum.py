"""Puts the sums along the last dimension."""

# status: could not run
# says: no longer fit each other

import torch


def softmax_stable(z, dim=-1):
    e = (z - z.amax(dim, keepdim=True)).exp()
    return e / e.sum(dim)[..., None]
