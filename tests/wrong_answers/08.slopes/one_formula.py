"""The same slope for all."""
# says: The maximum goes another way

def slopes(v, alpha):
    return alpha * v ** (alpha - 1)
