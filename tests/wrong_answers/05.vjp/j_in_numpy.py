"""J in NumPy."""
# says: outside of PyTorch

import torch


def softmax_vjp(p, v):
    import numpy
    a, b = p.double().numpy(), v.double().numpy()
    J = a[..., :, None] * (numpy.eye(a.shape[-1]) - a[..., None, :])
    return torch.from_numpy((J @ b[..., None])[..., 0]).to(p.dtype)
