"""No shift at all."""

# says: This is the naive formula again


def softmax_stable(z, dim=-1):
    e = z.exp()
    return e / e.sum(dim, keepdim=True)
