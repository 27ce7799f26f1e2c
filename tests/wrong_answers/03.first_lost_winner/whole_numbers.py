"""Tests with whole numbers."""

# says: Whole numbers like 1, 2, 3 hold out that long

first_lost = 100_000_000
