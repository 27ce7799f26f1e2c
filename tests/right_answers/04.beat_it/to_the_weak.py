"""Gives a little of the best to the two last."""

beat_it = [0.11, 0.08, 0.16, 0.40, 0.25]
