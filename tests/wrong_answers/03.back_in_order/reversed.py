"""Turns the order round."""

# says: It looks as if you turn the order round


def back_in_order(p, perm):
    return p.flip(-1)
