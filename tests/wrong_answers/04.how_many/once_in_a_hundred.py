"""1/0.01 draws."""
# says: When is $0.99^n$ down to 0.05?

how_many = dict(seen=100, sharp=9256)
