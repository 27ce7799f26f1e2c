"""A KL divergence."""
# says: that is a KL divergence

import torch

def guess_loss(scores, alpha):
    q = torch.softmax(alpha * scores.detach(), -1)
    return torch.nn.functional.kl_div(torch.log_softmax(scores, -1), q, reduction="batchmean")
