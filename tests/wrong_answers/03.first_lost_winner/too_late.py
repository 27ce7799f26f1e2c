"""Misses the first losses."""

# says: What does the power before do?

first_lost = 10_000.0
