"""Forgets the log."""

# says: subtract the sum itself


def log_softmax(z, dim=-1):
    s = z - z.amax(dim, keepdim=True)
    return s - s.exp().sum(dim, keepdim=True)
