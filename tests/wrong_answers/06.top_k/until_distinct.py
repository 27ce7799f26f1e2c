"""Draws until no two are equal."""
# says: Which pairs did you throw away
import torch

def top_k(z, k, count):
    kept = torch.empty(0, k, dtype=torch.int64)
    while len(kept) < count:
        more = torch.multinomial(torch.softmax(z, -1), 2 * count * k, True).reshape(-1, k)
        kept = torch.cat([kept, more[(more.sort(-1).values.diff() != 0).all(-1)]])
    return kept[:count]
