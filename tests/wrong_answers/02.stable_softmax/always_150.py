"""Subtracts 150, whatever the logits."""

# says: always subtract 150


def softmax_stable(z, dim=-1):
    e = (z - 150).exp()
    return e / e.sum(dim, keepdim=True)
