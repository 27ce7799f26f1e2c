"""Keeps a copy of p as an attribute, so that backward cannot be differentiated."""
# says: has no history

import torch


class MySoftmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        p = torch.softmax(z, -1)
        ctx.p = p.clone()
        return p

    @staticmethod
    def backward(ctx, v):
        return ctx.p * (v - (ctx.p * v).sum(-1, keepdim=True))


def softmax_own(z):
    return MySoftmax.apply(z)
