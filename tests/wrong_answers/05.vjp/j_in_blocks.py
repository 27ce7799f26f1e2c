"""J in blocks of 64 rows."""
# says: K×K entries pass by

import torch


def softmax_vjp(p, v):
    blocks = []
    everyone = torch.arange(p.shape[-1])
    for start in range(0, p.shape[-1], 64):
        here = (everyone[start : start + 64, None] == everyone).to(p.dtype)
        part = p[..., start : start + 64, None] * (here - p[..., None, :])
        blocks.append((part @ v[..., None])[..., 0])
    return torch.cat(blocks, -1)
