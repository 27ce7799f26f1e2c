"""Shifts by the largest absolute value."""

# says: far below your shift


def softmax_stable(z, dim=-1):
    e = (z - z.abs().amax(dim, keepdim=True)).exp()
    return e / e.sum(dim, keepdim=True)
