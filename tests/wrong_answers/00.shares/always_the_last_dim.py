"""Ignores `dim`."""
# says: whatever `dim` says


def shares(z, dim=-1):
    return z / z.sum(-1, keepdim=True)
