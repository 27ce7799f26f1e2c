"""Infinite scores."""
# says: finite scores

in_between = [float("inf"), 0.0, float("inf")]
