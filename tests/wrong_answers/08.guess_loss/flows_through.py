"""The guess is not a constant."""
# says: may move its own target

import torch

def guess_loss(scores, alpha):
    q = torch.softmax(alpha * scores, -1)
    return -(q * torch.log_softmax(scores, -1)).sum(-1).mean()
