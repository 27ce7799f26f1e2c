"""Shifts, and adds an epsilon all the same."""

# says: as if a small number were added to its sum


def softmax_stable(z, dim=-1):
    e = (z - z.amax(dim, keepdim=True)).exp()
    return e / (e.sum(dim, keepdim=True) + 1e-8)
