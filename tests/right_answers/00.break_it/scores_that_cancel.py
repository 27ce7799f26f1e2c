"""A total of 0."""

import torch

breaker = torch.tensor([1.0, -1.0])
