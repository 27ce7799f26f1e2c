"""Writes the roots into a copy, where they belong."""

def root_or_line(x):
    out = x.clone()
    inside = x > 0
    out[inside] = x[inside].sqrt()
    return out
