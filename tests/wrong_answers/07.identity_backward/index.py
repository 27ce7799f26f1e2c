"""Returns the index."""
# says: the winner's *number*
import torch


class H(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        return z.argmax(-1).to(z.dtype)

    @staticmethod
    def backward(ctx, v):
        return v


def hard_identity(z):
    return H.apply(z)
