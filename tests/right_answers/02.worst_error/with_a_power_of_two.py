"""u from the number of digits."""

import torch


def worst_error(p, exact):
    digits = {torch.float16: 11, torch.bfloat16: 8, torch.float32: 24, torch.float64: 53}[p.dtype]
    off = torch.abs(p.to(exact.dtype) - exact)
    return torch.amax(off / exact * 2.0**digits)
