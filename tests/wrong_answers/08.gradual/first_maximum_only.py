"""Only the first maximum rises."""
# says: and one of them falls

import torch

def gradual(v, alpha):
    i = v.argmax()
    return torch.cat([v[:i] ** alpha, 1 - (1 - v[i : i + 1]) ** alpha, v[i + 1 :] ** alpha])
