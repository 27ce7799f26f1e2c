"""Returns integers."""
# says: Which `.to(...)`
import torch


class H(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        return torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1])

    @staticmethod
    def backward(ctx, v):
        return v


def hard_identity(z):
    return H.apply(z)
