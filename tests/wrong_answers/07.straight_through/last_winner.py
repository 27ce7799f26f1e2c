"""The last of equal entries wins."""
# says: a tie
import torch


def straight_through(y):
    last = y.shape[-1] - 1 - y.flip(-1).argmax(-1)
    return torch.nn.functional.one_hot(last, y.shape[-1]).to(y.dtype) + (y - y.detach())
