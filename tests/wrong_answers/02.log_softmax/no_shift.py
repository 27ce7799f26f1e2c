"""z - log(sum(exp(z)))."""

# says: overflows, or vanishes


def log_softmax(z, dim=-1):
    return z - z.exp().sum(dim, keepdim=True).log()
