"""Computes the naive formula in float64."""

# says: from 88.7 to 709.8


def softmax_stable(z, dim=-1):
    e = z.double().exp()
    return (e / e.sum(dim, keepdim=True)).to(z.dtype)
