"""No running maximum."""

# says: Where is the running maximum?

import torch


def online_softmax(*chunks):
    total = sum(chunk.exp().sum(-1, keepdim=True) for chunk in chunks)
    return torch.cat([chunk.exp() / total for chunk in chunks], -1)
