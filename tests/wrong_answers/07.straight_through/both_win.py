"""At a tie, both win."""
# says: what does `argmax`?
import torch


def straight_through(y):
    hard = (y == y.amax(-1, keepdim=True)).to(y.dtype)
    return hard + (y - y.detach())
