"""Jacobian of log-softmax."""
# says: the derivative of $\log p_i$

import torch


def softmax_jacobian(z):
    p = torch.softmax(z, -1)
    return torch.eye(z.shape[-1], dtype=z.dtype) - p[..., None, :].expand(*z.shape, z.shape[-1])
