"""The plain one-hot hands nothing back."""
# says: Which function did you write for that?
# status: could not run
import torch


def pathwise_gradients(z, tau, g, t, hard):
    own = z.expand_as(g).clone().requires_grad_()
    y = torch.softmax((own + g) / tau, -1)
    if hard:
        y = torch.nn.functional.one_hot(y.argmax(-1), y.shape[-1]).to(y.dtype)
    ((y - t) ** 2).sum().backward()
    return own.grad
