"""Twice the slope."""
# says: By what does your spelling multiply it?
import torch


def straight_through(y):
    hard = torch.nn.functional.one_hot(y.argmax(-1), y.shape[-1]).to(y.dtype)
    return hard + 2 * (y - y.detach())
