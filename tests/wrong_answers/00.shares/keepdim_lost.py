"""Adds along `dim`, but the totals then line up with the wrong entries."""
# says: each one meets the wrong numbers


def shares(z, dim=-1):
    return z / z.sum(dim)
