"""log(softmax(z))."""

# says: That is `log(softmax(z))`

import torch


def log_softmax(z, dim=-1):
    return torch.log(torch.softmax(z, dim))
