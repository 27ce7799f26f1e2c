"""Forgets p(1 - p)."""
# says: Did you put it in?

how_many = dict(seen=299, sharp=40_000)
