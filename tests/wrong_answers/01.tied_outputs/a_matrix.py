"""A matrix instead of a vector."""

# says: one vector of scores is wanted

import torch

tied_outputs = torch.tensor([[0.0, -110.0, -120.0]])
