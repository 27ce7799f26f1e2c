"""The identity once more."""
# says: should be the product of notebook 05
import torch


class H(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        return torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).to(z.dtype)

    @staticmethod
    def backward(ctx, v):
        return v


def hard_softmax(z):
    return H.apply(z)
