"""Subtracts the smallest."""

# says: subtract the *smallest* logit


def softmax_stable(z, dim=-1):
    e = (z - z.amin(dim, keepdim=True)).exp()
    return e / e.sum(dim, keepdim=True)
