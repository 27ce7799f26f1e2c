"""All signs flipped."""
# says: Every entry has the wrong sign

import torch


def softmax_jacobian(z):
    p = torch.softmax(z, -1)
    return p[..., :, None] * p[..., None, :] - torch.diag_embed(p)
