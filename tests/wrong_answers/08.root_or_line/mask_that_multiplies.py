"""Masks of zeros and ones."""
# says: throws nothing away

def root_or_line(x):
    return (x > 0) * x.sqrt() + (x <= 0) * x
