"""Lets a slope through at the winner only."""
# says: What does yours do to `v`?
import torch


class H(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        y = torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).to(z.dtype)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, v):
        (y,) = ctx.saved_tensors
        return y * v


def hard_identity(z):
    return H.apply(z)
