"""Soft forward."""
# says: only backward pretends
import torch


class H(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        return torch.softmax(z, -1)

    @staticmethod
    def backward(ctx, v):
        return v


def hard_identity(z):
    return H.apply(z)
