"""Hands over the class."""
# says: That is the class
# status: could not run
import torch


class hard_identity(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        return torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).to(z.dtype)

    @staticmethod
    def backward(ctx, v):
        return v
