"""No minus."""
# says: A cross-entropy is a surprise

import torch

def guess_loss(scores, alpha):
    q = torch.softmax(alpha * scores.detach(), -1)
    return (q * torch.log_softmax(scores, -1)).sum(-1).mean()
