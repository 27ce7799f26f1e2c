"""The representative of 02: the maximum at 0."""

# says: You take the *maximum* off


def centered(z, dim=-1):
    return z - z.amax(dim, keepdim=True)
