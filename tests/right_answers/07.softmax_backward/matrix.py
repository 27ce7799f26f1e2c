"""Builds the whole Jacobian."""
import torch


class H(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        ctx.save_for_backward(torch.softmax(z, -1))
        return torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).to(z.dtype)

    @staticmethod
    def backward(ctx, v):
        (p,) = ctx.saved_tensors
        J = torch.diag_embed(p) - p[..., :, None] * p[..., None, :]
        return (v[..., None, :] @ J)[..., 0, :]


def hard_softmax(z):
    return H.apply(z)
