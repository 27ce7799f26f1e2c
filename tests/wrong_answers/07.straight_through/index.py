"""Returns the index."""
# says: has shape
import torch


def straight_through(y):
    return y.argmax(-1).to(y.dtype)
