"""The logarithm of the guess itself."""
# says: Only the *guess* is

import torch

def guess_loss(scores, alpha):
    q = torch.softmax(alpha * scores, -1)
    return -(q.detach() * torch.log(q)).sum(-1).mean()
