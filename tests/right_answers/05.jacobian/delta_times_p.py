"""The formula with the delta: p_i (delta_ij - p_j)."""

import torch


def softmax_jacobian(z):
    p = torch.softmax(z, -1)
    eye = torch.eye(z.shape[-1], dtype=z.dtype, device=z.device)
    return p.unsqueeze(-1) * (eye - p.unsqueeze(-2))
