"""A tie."""
# says: Let one score be the largest, alone

import torch

almost_zero = torch.tensor([5.0, 5.0, 1.0])
