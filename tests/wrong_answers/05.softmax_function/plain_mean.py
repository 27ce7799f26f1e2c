"""The plain mean of v in backward."""
# says: takes the *plain* mean

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
        return p * (v - v.mean(-1, keepdim=True))


def softmax_own(z):
    return MySoftmax.apply(z)
