"""Counts any changed digit."""

# says: At c = 10 outputs change

first_lost = 10
