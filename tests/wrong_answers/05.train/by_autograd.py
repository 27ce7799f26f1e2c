"""PyTorch differentiates."""
# says: a backward pass runs inside `train`

import torch


def train(x, y, steps, step_size):
    W = torch.zeros(10, x.shape[1], dtype=x.dtype, requires_grad=True)
    b = torch.zeros(10, dtype=x.dtype, requires_grad=True)
    for _ in range(steps):
        loss = torch.nn.functional.cross_entropy(x @ W.T + b, y)
        dW, db = torch.autograd.grad(loss, (W, b))
        with torch.no_grad():
            W -= step_size * dW
            b -= step_size * db
    return W.detach(), b.detach()
