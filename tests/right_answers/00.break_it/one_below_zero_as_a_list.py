"""A plain list with one negative score."""

breaker = [3, -1, 2]
