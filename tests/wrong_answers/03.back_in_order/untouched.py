"""Returns them as they came."""

# says: still in the shuffled order


def back_in_order(p, perm):
    return p + 0
