"""Keeps the output itself, as an attribute: it has its history all the same."""

import torch


class MySoftmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        p = torch.softmax(z, -1)
        ctx.p = p
        return p

    @staticmethod
    def backward(ctx, v):
        return ctx.p * (v - (ctx.p * v).sum(-1, keepdim=True))


def softmax_own(z):
    return MySoftmax.apply(z)
