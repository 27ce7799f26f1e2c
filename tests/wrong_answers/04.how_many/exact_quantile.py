"""Takes 1.96 for 2."""
# says: Take 2, not 1.96

how_many = dict(seen=299, sharp=8889)
