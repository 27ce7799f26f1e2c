"""No sharpening."""
# says: Where does `alpha` come in

import torch

def guess_loss(scores, alpha):
    q = torch.softmax(scores.detach(), -1)
    return -(q * torch.log_softmax(scores, -1)).sum(-1).mean()
