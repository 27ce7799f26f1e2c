"""Adds the products."""
# says: All entries are positive

import torch


def softmax_jacobian(z):
    p = torch.softmax(z, -1)
    return torch.diag_embed(p) + p[..., :, None] * p[..., None, :]
