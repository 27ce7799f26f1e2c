"""Two large positive scores whose float32 total is infinite, so that both shares are 0."""

import torch

breaker = torch.tensor([3e38, 3e38])
