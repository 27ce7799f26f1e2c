"""Numerator shifted, denominator not."""

# says: Only the numerator is shifted


def softmax_stable(z, dim=-1):
    m = z.amax(dim, keepdim=True)
    return (z - m).exp() / z.exp().sum(dim, keepdim=True)
