"""backward computes, and returns nothing."""
# says: Does `backward` end in a `return`
# status: could not run

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
        p * (v - (p * v).sum(-1, keepdim=True))


def softmax_own(z):
    return MySoftmax.apply(z)
