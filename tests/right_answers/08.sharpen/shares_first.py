"""Shares first, then exp(alpha (log share - log largest share))."""

import torch

def sharpen(v, alpha):
    share = v / v.sum(-1, keepdim=True)
    top = share.amax(-1, keepdim=True)
    ok = share > 0
    r = torch.where(ok, share / top, torch.ones_like(share))
    w = torch.where(ok, torch.exp(alpha * r.log()), torch.zeros_like(share))
    return w / w.sum(-1, keepdim=True)
