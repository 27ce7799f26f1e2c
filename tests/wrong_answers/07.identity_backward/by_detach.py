"""Right slopes, but PyTorch made them."""
# says: whose `backward` hands on what it gets
import torch


def hard_identity(z):
    y = torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).to(z.dtype)
    return y + (z - z.detach())
