"""Two close scores, not close enough."""

# says: so do their outputs

import torch

tied_outputs = torch.tensor([0.0, 0.001])
