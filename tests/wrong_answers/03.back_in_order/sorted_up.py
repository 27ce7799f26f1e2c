"""Sorts the probabilities."""

# says: It looks as if you sort the probabilities


def back_in_order(p, perm):
    return p.sort(-1).values
