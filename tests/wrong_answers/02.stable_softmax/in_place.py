"""Shifts the caller's logits."""

# says: changed its own argument


def softmax_stable(z, dim=-1):
    z -= z.amax(dim, keepdim=True)
    e = z.exp()
    return e / e.sum(dim, keepdim=True)
