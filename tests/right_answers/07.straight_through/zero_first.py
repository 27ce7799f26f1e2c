"""The zero first."""
import torch


def straight_through(y):
    hard = torch.nn.functional.one_hot(y.argmax(-1), y.shape[-1]).to(y.dtype)
    nothing = y - y.detach()
    return nothing + hard
