"""The spelling of PyTorch itself."""
import torch


def straight_through(y):
    index = y.max(-1, keepdim=True)[1]
    hard = torch.zeros_like(y).scatter_(-1, index, 1.0)
    return hard - y.detach() + y
