"""The product, taken at the one-hot."""
# says: At which point should it be taken?
import torch


class H(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        y = torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).to(z.dtype)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, v):
        (y,) = ctx.saved_tensors
        return y * (v - (y * v).sum(-1, keepdim=True))


def hard_softmax(z):
    return H.apply(z)
