"""Clamps at -1e4, then shifts."""

# says: you clamp the logits


def softmax_stable(z, dim=-1):
    z = z.clamp(min=-1e4)
    e = (z - z.amax(dim, keepdim=True)).exp()
    return e / e.sum(dim, keepdim=True)
