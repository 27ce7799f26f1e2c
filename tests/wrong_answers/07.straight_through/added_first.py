"""Adds first, then subtracts."""
# says: In which order do your three terms meet?
import torch


def straight_through(y):
    hard = torch.nn.functional.one_hot(y.argmax(-1), y.shape[-1]).to(y.dtype)
    return (hard + y) - y.detach()
