"""One sum for the whole batch in backward."""
# says: one sum serves all rows

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
        return p * (v - (p * v).sum())


def softmax_own(z):
    return MySoftmax.apply(z)
