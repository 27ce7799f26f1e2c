"""More digits instead of another scale."""
# says: Float64 has an end, too

def sharpen(v, alpha):
    w = v.double() ** alpha
    return (w / w.sum(-1, keepdim=True)).to(v.dtype)
