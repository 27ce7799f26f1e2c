"""One standard error."""
# says: half the error

how_many = dict(seen=299, told_apart=2314)
