"""1 / alpha."""
# says: Is $\alpha$ the temperature

def sharpen(v, alpha):
    w = v ** (1 / alpha)
    return w / w.sum(-1, keepdim=True)
