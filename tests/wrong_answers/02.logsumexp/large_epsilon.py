"""Epsilon in log."""

# says: a small number before the logarithm


def logsumexp(z, dim=-1):
    m = z.amax(dim, keepdim=True).clamp(min=-1e30)
    return m.squeeze(dim) + ((z - m).exp().sum(dim) + 1e-6).log()
