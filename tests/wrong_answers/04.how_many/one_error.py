"""One standard error."""
# says: half the error

how_many = dict(seen=299, sharp=2314)
