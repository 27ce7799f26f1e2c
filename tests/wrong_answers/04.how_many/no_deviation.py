"""Forgets p(1 - p)."""
# says: Did you put it in?

how_many = dict(seen=299, told_apart=40_000)
