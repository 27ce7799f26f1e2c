"""Builds J in backward: wasteful, and right."""

import torch


class MySoftmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        p = torch.softmax(z, -1)
        ctx.save_for_backward(p)
        return p

    @staticmethod
    def backward(ctx, v):
        (p,) = ctx.saved_tensors
        J = torch.diag_embed(p) - p[..., :, None] * p[..., None, :]
        return (v[..., None, :] @ J)[..., 0, :]


def softmax_own(z):
    return MySoftmax.apply(z)
