"""A Function that copies, and adds nothing."""
import torch


class Through(torch.autograd.Function):
    @staticmethod
    def forward(ctx, y):
        return torch.nn.functional.one_hot(y.argmax(-1), y.shape[-1]).to(y.dtype)

    @staticmethod
    def backward(ctx, v):
        return v


def straight_through(y):
    return Through.apply(y)
