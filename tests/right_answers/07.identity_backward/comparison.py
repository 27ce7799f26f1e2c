"""Compares class numbers with the winner."""
import torch


class H(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        k = torch.arange(z.shape[-1], device=z.device)
        return (k == z.argmax(-1, keepdim=True)).to(z.dtype)

    @staticmethod
    def backward(ctx, v):
        return 1 * v


def hard_identity(z):
    return H.apply(z)
