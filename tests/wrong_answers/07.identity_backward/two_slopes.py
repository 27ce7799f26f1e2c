"""Hands back the slope twice."""
# says: What does yours return
import torch


class HardIdentity(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        return torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).to(z.dtype)

    @staticmethod
    def backward(ctx, v):
        return v, v


def hard_identity(z):
    return HardIdentity.apply(z)
