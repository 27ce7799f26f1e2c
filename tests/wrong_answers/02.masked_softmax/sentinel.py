"""-1e4 under the mask, then zeros."""

# says: which number is below every float

import torch


def masked_softmax(z, keep, dim=-1):
    w = torch.where(keep, z, -1e4)
    return torch.softmax(w, dim) * keep
