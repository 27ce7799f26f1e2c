"""The right class leads."""
# says: class 0 leads

stuck = [30.0, 0.0]
