"""The best class for a label."""
# says: takes the best class for a label

import torch

def guess_loss(scores, alpha):
    return torch.nn.functional.cross_entropy(scores, scores.argmax(-1))
