"""Raises everything to the power."""
# says: the maximum too

def gradual(v, alpha):
    return v**alpha
