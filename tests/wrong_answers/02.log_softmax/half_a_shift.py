"""M forgotten in the first term."""

# says: the first term is not


def log_softmax(z, dim=-1):
    m = z.amax(dim, keepdim=True)
    return z - (z - m).exp().sum(dim, keepdim=True).log()
