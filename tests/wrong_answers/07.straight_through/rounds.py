"""Rounds."""
# says: below one half
import torch


def straight_through(y):
    return y.round() + (y - y.detach())
