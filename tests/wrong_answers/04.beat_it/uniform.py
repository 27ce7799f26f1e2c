"""All alike."""
# says: the bad classes get as much as the good ones

beat_it = [0.2, 0.2, 0.2, 0.2, 0.2]
