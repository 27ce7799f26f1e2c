"""Three scores, tiny gaps."""

import torch

almost_zero = torch.tensor([0.0, 1e-8, 2e-8])
