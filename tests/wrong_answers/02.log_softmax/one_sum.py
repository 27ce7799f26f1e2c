"""Whole sum."""

# says: All rows share one sum


def log_softmax(z, dim=-1):
    s = z - z.amax(dim, keepdim=True)
    return s - s.exp().sum().log()
