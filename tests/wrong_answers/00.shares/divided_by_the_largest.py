"""Gives the largest score a share of 1."""
# says: divide by the *largest* score


def shares(z, dim=-1):
    return z / z.max(dim, keepdim=True).values
