"""A tensor."""

import torch

peak = torch.tensor(1.7665)
