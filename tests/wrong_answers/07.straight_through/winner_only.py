"""Multiplies: only the winner gets a slope."""
# says: Every entry of `y` should get the slope
import torch


def straight_through(y):
    hard = torch.nn.functional.one_hot(y.argmax(-1), y.shape[-1]).to(y.dtype)
    return hard * (1 + y - y.detach())
