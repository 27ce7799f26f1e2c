"""The maximum of all logits; dead rows are guarded."""

# says: What may the maximum see

import math
import torch


def masked_softmax(z, keep, dim=-1):
    m = z.amax(dim, keepdim=True)
    s = torch.where(keep, z - m, -math.inf)
    e = s.exp()
    d = e.sum(dim, keepdim=True)
    return e / torch.where(d == 0, 1.0, d)
