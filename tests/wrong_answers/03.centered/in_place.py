"""Centers the scores of the caller."""

# says: changed its own argument


def centered(z, dim=-1):
    z -= z.mean(dim, keepdim=True)
    return z + 0
