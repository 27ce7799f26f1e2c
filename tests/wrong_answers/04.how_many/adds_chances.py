"""0.95/0.01 draws."""
# says: don't add up

how_many = dict(seen=95, told_apart=9256)
