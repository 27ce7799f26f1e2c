"""Counts any changed bit."""

# says: At c = 1 some outputs change

first_lost = 1.0
