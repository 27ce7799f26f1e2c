"""einsum and means."""

import torch


def linear_gradients(x, y, W, b):
    r = torch.softmax(torch.einsum("nd,kd->nk", x, W) + b, -1)
    r = r - torch.eye(len(b), dtype=x.dtype, device=x.device)[y]
    return torch.einsum("nk,nd->kd", r, x) / len(x), r.mean(0)
