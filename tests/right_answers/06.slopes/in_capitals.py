"""Typed with capitals."""

slopes = {"soften": "NO", "mean": "Smooth", "one_draw": "steps"}
