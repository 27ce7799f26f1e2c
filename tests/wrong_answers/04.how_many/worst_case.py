"""p = 1/2."""
# says: 10,000 is enough for *any* class

how_many = dict(seen=299, sharp=10_000)
