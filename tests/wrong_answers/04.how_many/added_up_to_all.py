"""Draws until the chances add up to 95."""
# says: With which probability has it *not* come

how_many = dict(seen=9500, sharp=9256)
