"""Max over the other dim."""

# says: maximum over one dimension


def softmax_stable(z, dim=-1):
    e = (z - z.amax(0, keepdim=True)).exp()
    return e / e.sum(dim, keepdim=True)
