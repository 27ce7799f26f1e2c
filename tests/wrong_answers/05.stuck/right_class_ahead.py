"""The right class leads, and the slope is not small."""
# says: the true one, leads

stuck = [1.0, 0.0]
