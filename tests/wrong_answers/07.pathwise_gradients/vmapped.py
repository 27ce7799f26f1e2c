"""By vmap, under which PyTorch makes no one-hots."""
# status: could not run
# says: did not return
import torch


def pathwise_gradients(z, tau, g, t, hard):
    def cost(z, g):
        y = torch.softmax((z + g) / tau, -1)
        if hard:
            y = torch.nn.functional.one_hot(y.argmax(-1), len(z)).to(y.dtype) + (y - y.detach())
        return ((y - t) ** 2).sum()

    return torch.func.vmap(torch.func.grad(cost), in_dims=(None, 0))(z, g)
