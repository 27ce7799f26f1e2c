"""One draw after another."""
import torch


def pathwise_gradients(z, tau, g, t, hard):
    rows = []
    for noise in g:
        own = z.clone().requires_grad_()
        y = torch.softmax((own + noise) / tau, -1)
        if hard:
            y = torch.nn.functional.one_hot(y.argmax(-1), y.shape[-1]).to(y.dtype) + (y - y.detach())
        rows.append(torch.autograd.grad((y - t).square().sum(), own)[0])
    return torch.stack(rows)
