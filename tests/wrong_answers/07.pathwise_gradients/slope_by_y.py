"""The slope by y."""
# says: How does it get from y back to z?
import torch


def pathwise_gradients(z, tau, g, t, hard):
    y = torch.softmax((z + g) / tau, -1)
    return 2 * ((torch.nn.functional.one_hot(y.argmax(-1), y.shape[-1]).to(y.dtype) if hard else y) - t)
