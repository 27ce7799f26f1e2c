"""logsumexp minus the expected score."""

import torch

def guess_loss(scores, alpha):
    q = torch.softmax(alpha * scores.detach(), -1)
    top = scores.amax(-1, keepdim=True)
    return (torch.logsumexp(scores - top, -1) - (q * (scores - top)).sum(-1)).mean()
