"""No sum."""
# says: What makes shares of it

def sharpen(v, alpha):
    return v**alpha
