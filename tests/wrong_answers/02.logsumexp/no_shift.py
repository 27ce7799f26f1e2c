"""log(sum(exp(z)))."""

# says: before the logarithm can tame it


def logsumexp(z, dim=-1):
    return z.exp().sum(dim).log()
