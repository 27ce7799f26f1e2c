"""Saves the scores, and asks autograd for the product."""
import torch


class H(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        ctx.save_for_backward(z)
        return torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).to(z.dtype)

    @staticmethod
    def backward(ctx, v):
        (z,) = ctx.saved_tensors
        with torch.enable_grad():
            leaf = z.detach().requires_grad_()
            p = torch.softmax(leaf, -1)
        return torch.autograd.grad(p, leaf, v)[0]


def hard_softmax(z):
    return H.apply(z)
