"""A scatter forward, a copy backward."""
import torch


class H(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        return torch.zeros_like(z).scatter_(-1, z.argmax(-1, keepdim=True), 1.0)

    @staticmethod
    def backward(ctx, v):
        return v.clone()


def hard_identity(z):
    return H.apply(z)
