"""A lead that float32 cannot hold."""
# says: two scores are tied (in float32)

import torch

almost_zero = torch.tensor([5.0, 5.00000001], dtype=torch.float64)
