"""As a projection: the last dimension times I - 11'/K."""

import torch


def centered(z, dim=-1):
    k = z.shape[dim]
    projector = torch.eye(k, dtype=z.dtype, device=z.device) - 1 / k
    return (z.movedim(dim, -1) @ projector).movedim(-1, dim).clone()
