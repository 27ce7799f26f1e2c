"""Naive softmax in forward."""
# says: forward is the naive softmax

import torch


class MySoftmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        e = z.exp()
        p = e / e.sum(-1, keepdim=True)
        ctx.save_for_backward(p)
        return p

    @staticmethod
    def backward(ctx, v):
        (p,) = ctx.saved_tensors
        return p * (v - (p * v).sum(-1, keepdim=True))


def softmax_own(z):
    return MySoftmax.apply(z)
