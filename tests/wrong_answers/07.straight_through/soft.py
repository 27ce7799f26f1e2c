"""Returns y."""
# says: That is `y` itself
import torch


def straight_through(y):
    return y * 1
