"""The log form as it stands: nan gradient at a zero."""
# says: But the gradient at the zero is `nan`

import torch

def sharpen(v, alpha):
    return torch.softmax(alpha * v.log(), -1)
