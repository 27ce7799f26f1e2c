"""Two scores in float64."""

# says: make it float32

import torch

tied_outputs = torch.tensor([0.0, 1e-8], dtype=torch.float64)
