"""Keeps z and computes softmax again in backward."""

import torch


class MySoftmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        ctx.save_for_backward(z)
        e = (z - z.amax(-1, keepdim=True)).exp()
        return e / e.sum(-1, keepdim=True)

    @staticmethod
    def backward(ctx, v):
        (z,) = ctx.saved_tensors
        p = torch.softmax(z, -1)
        return p * v - p * (p * v).sum(-1, keepdim=True)


def softmax_own(z):
    return MySoftmax.apply(z)
