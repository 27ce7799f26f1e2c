"""Takes float64, whose edge is elsewhere."""

# says: make it float32

import torch

printed_one = dict(nearly=torch.tensor([20.0, 0.0], dtype=torch.float64), exactly=torch.tensor([40.0, 0.0]))
