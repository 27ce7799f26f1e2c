"""Right slopes, but PyTorch made them."""
# says: PyTorch made them
import torch


def hard_softmax(z):
    y = torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).to(z.dtype)
    p = torch.softmax(z, -1)
    return y + (p - p.detach())
