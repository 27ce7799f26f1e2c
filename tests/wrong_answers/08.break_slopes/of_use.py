"""Ordinary values and a power of 19."""
# says: Those are still of use

break_slopes = dict(v=[0.2, 0.4, 0.6, 0.8], alpha=19.0)
