"""The true slope: zeros."""
# says: that is the true slope of a step
import torch


class H(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        return torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).to(z.dtype)

    @staticmethod
    def backward(ctx, v):
        return torch.zeros_like(v)


def hard_identity(z):
    return H.apply(z)
