"""Twice the draws for half the error."""
# says: To halve it, what must n do?

how_many = dict(seen=299, sharp=4628)
