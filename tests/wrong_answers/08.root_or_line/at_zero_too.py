"""Takes the root at 0, too."""
# says: the result is $x$ itself

import torch

def root_or_line(x):
    return torch.where(x >= 0, torch.where(x >= 0, x, 1.0).sqrt(), x)
