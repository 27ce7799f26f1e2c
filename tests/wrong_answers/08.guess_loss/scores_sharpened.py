"""Sharpens the raw scores."""
# says: What must come first

import torch

def guess_loss(scores, alpha):
    q = torch.softmax(alpha * scores.detach().log(), -1).masked_fill(scores < 0, 0.0)
    q = q / q.sum(-1, keepdim=True)
    return -(q * torch.log_softmax(scores, -1) * (scores.detach().log() * 0 + 1)).sum(-1).mean()
