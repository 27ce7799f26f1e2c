"""Sum over the whole tensor."""

# says: All rows share one sum

import torch


def online_softmax(*chunks):
    z = torch.cat(chunks, -1)
    e = (z - z.amax(-1, keepdim=True)).exp()
    return e / e.sum()
