"""Searches from both ends."""

import torch

x2 = 50 * torch.tensor([1.0, 2.0, 3.0])


def works(c):
    e = (x2 - c).exp()
    return bool((e / e.sum()).sum() == 1)


good = [c for c in range(500) if works(c)]
which_shift = {"smallest": min(good), "largest": max(good)}
