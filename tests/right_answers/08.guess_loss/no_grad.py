"""The guess under no_grad, in logarithms."""

import torch

def guess_loss(scores, alpha):
    log_p = torch.log_softmax(scores, -1)
    with torch.no_grad():
        q = torch.softmax(alpha * scores, -1)
    return torch.mean(torch.sum(-q * log_p, dim=-1))
