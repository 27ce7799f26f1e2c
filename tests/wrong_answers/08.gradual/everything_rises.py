"""Lets all of them rise."""
# says: Only the maximum should

def gradual(v, alpha):
    return 1 - (1 - v) ** alpha
