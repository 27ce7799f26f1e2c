"""The naive softmax, which overflows."""
# says: What did notebook 02 subtract first?
import torch


class H(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        e = z.exp()
        ctx.save_for_backward(e / e.sum(-1, keepdim=True))
        return torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).to(z.dtype)

    @staticmethod
    def backward(ctx, v):
        (p,) = ctx.saved_tensors
        return p * (v - (p * v).sum(-1, keepdim=True))


def hard_softmax(z):
    return H.apply(z)
