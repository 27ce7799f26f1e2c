"""0.95/0.01 draws."""
# says: don't add up

how_many = dict(seen=95, sharp=9256)
