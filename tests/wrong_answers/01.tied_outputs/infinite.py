"""Two infinite scores."""

# says: Finite scores are enough

import torch

tied_outputs = torch.tensor([0.0, -torch.inf, -200.0])
