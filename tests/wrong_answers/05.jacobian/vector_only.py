"""torch.diag, which takes vectors only."""
# says: did not return
# status: could not run

import torch


def softmax_jacobian(z):
    p = torch.softmax(z, -1)
    return torch.diag(p) - torch.outer(p, p)
