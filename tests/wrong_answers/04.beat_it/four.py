"""Four probabilities."""
# says: five probabilities

beat_it = [0.25, 0.25, 0.25, 0.25]
