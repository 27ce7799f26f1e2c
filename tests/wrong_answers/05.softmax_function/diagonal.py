"""Only the diagonal of J."""
# says: the diagonal of J alone

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
        return p * (1 - p) * v


def softmax_own(z):
    return MySoftmax.apply(z)
