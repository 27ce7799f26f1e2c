"""Subtracts the mean."""

# says: subtract the *mean*


def softmax_stable(z, dim=-1):
    e = (z - z.mean(dim, keepdim=True)).exp()
    return e / e.sum(dim, keepdim=True)
