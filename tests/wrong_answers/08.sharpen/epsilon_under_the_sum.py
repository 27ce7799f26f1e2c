"""An epsilon in the denominator."""
# says: keeps 0/0 from showing

def sharpen(v, alpha):
    w = v**alpha
    return w / (w.sum(-1, keepdim=True) + 1e-12)
