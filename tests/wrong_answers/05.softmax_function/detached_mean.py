"""Detaches the mean within backward."""
# says: Which of its factors is a copy

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
        return p * (v - (p * v).sum(-1, keepdim=True).detach())


def softmax_own(z):
    return MySoftmax.apply(z)
