"""Returns the maximum."""

# says: That is the maximum alone


def logsumexp(z, dim=-1):
    return z.amax(dim)
