"""Makes one exponential overflow."""

# says: Each exponential by itself must be finite

import torch

silent = torch.tensor([100.0, 1.0])
