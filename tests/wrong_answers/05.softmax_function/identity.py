"""Hands v on."""
# says: hands the incoming gradient on

import torch


class MySoftmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        p = torch.softmax(z, -1)
        ctx.save_for_backward(p)
        return p

    @staticmethod
    def backward(ctx, v):
        return v


def softmax_own(z):
    return MySoftmax.apply(z)
