"""Only the first of two maxima rises."""
# says: What does `argmax` say of the second

def slopes(v, alpha):
    out = alpha * v ** (alpha - 1)
    i = v.argmax()
    out[i] = alpha * (1 - v[i]) ** (alpha - 1)
    return out
