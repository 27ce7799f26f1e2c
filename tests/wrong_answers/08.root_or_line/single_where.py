"""One where; believes that it protects."""
# says: `where` throws the root of this entry away

import torch

def root_or_line(x):
    return torch.where(x > 0, torch.sqrt(x), x)
