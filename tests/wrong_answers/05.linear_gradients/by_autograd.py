"""PyTorch differentiates."""
# says: but PyTorch's autograd made them

import torch


def linear_gradients(x, y, W, b):
    W, b = W.clone().requires_grad_(), b.clone().requires_grad_()
    torch.nn.functional.cross_entropy(x @ W.T + b, y).backward()
    return W.grad, b.grad
