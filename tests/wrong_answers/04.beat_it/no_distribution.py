"""Sums to 1.5."""
# says: that is no distribution

beat_it = [0.3, 0.3, 0.3, 0.3, 0.3]
