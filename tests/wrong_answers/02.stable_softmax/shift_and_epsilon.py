"""Shifts, and adds an epsilon all the same."""

# says: float64 sees it


def softmax_stable(z, dim=-1):
    e = (z - z.amax(dim, keepdim=True)).exp()
    return e / (e.sum(dim, keepdim=True) + 1e-8)
