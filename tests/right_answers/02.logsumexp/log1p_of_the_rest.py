"""The winner counts 1; log1p of the rest."""

import torch


def logsumexp(z, dim=-1):
    m, winner = z.max(dim, keepdim=True)
    base = torch.where(m == -torch.inf, 0.0, m)
    rest = (z - base).exp().scatter(dim, winner, 0.0).sum(dim, keepdim=True)
    return (m + torch.log1p(rest)).squeeze(dim)
