"""All on the best class."""
# says: What would a little spread cost

beat_it = [0.0, 0.0, 0.0, 1.0, 0.0]
