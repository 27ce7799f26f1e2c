"""A mean over pictures and classes."""
# says: Too small by a factor of K

import torch

def guess_loss(scores, alpha):
    q = torch.softmax(alpha * scores.detach(), -1)
    return -(q * torch.log_softmax(scores, -1)).mean()
