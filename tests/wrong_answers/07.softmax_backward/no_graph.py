"""Calls no Function."""
# says: Does the function call `.apply`?
import torch


def hard_softmax(z):
    return torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).to(z.dtype)
