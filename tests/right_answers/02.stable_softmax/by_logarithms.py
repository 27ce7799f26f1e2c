"""By way of the shifted logarithm."""


def softmax_stable(z, dim=-1):
    s = z - z.max(dim, keepdim=True).values
    return (s - s.exp().sum(dim, keepdim=True).log()).exp()
