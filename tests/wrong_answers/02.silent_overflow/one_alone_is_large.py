"""A large logit alone: that works."""

# says: which is right

import torch

silent = torch.tensor([88.0, 1.0, 2.0])
