"""One maximum for the whole tensor."""

# says: one maximum serves all rows


def log_softmax(z, dim=-1):
    s = z - z.max()
    return s - s.exp().sum(dim, keepdim=True).log()
