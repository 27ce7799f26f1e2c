"""Returns percent."""
# says: These are percentages


def shares(z, dim=-1):
    return z / z.sum(dim, keepdim=True) * 100
