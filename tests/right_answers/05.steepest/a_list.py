"""A plain list."""

steepest = [5, 5, -4]
