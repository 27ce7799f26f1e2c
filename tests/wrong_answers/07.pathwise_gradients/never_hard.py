"""Never asks whether hard."""
# says: where does the one-hot come in?
import torch


def pathwise_gradients(z, tau, g, t, hard):
    own = z.expand_as(g).clone().requires_grad_()
    y = torch.softmax((own + g) / tau, -1)
    if hard:
        pass
    ((y - t) ** 2).sum().backward()
    return own.grad
