"""Python loop over rows."""

import torch


def masked_softmax(z, keep, dim=-1):
    w, k = z.movedim(dim, -1), keep.movedim(dim, -1)
    n = w.shape[-1]
    rows = []
    for row, kr in zip(w.reshape(-1, n), k.reshape(-1, n)):
        out = torch.zeros(n, dtype=z.dtype)
        if kr.any():
            out = out.masked_scatter(kr, torch.softmax(row[kr], 0))
        rows.append(out)
    if not rows:
        return torch.zeros_like(z)
    return torch.stack(rows).reshape(w.shape).movedim(-1, dim)
