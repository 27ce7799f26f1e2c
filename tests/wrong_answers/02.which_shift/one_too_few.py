"""Forgets that 89 is past the edge."""

# says: Is `exp(89)` still a float32?

which_shift = dict(smallest=61, largest=253)
