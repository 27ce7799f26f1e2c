"""Start from log(max) - log(count) and walk with nextafter."""

import math
import torch


def largest_safe_logit(dtype, count=1):
    def ok(x):
        return bool(torch.isfinite(x.expand(count).contiguous().exp().sum()))

    x = torch.tensor(math.log(torch.finfo(dtype).max) - math.log(count), dtype=dtype)
    up, down = torch.tensor(math.inf, dtype=dtype), torch.tensor(-math.inf, dtype=dtype)
    if ok(x):
        while ok(torch.nextafter(x, up)):
            x = torch.nextafter(x, up)
    else:
        while not ok(x):
            x = torch.nextafter(x, down)
    return x.item()
