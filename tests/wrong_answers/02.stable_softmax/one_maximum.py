"""One maximum for the whole tensor."""

# says: one maximum serves all rows


def softmax_stable(z, dim=-1):
    e = (z - z.max()).exp()
    return e / e.sum(dim, keepdim=True)
