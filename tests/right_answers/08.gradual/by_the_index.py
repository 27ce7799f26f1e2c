"""Finds all maxima by comparison, writes them into a copy."""

def gradual(v, alpha):
    out = v**alpha
    top = v >= v.max()
    out = out.clone()
    out[top] = 1 - (1 - v[top]) ** alpha
    return out
