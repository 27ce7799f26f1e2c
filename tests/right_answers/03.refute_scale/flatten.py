"""The five scores, flattened by c = 0."""

import torch

refute_scale = dict(z=torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0], dtype=torch.float64), c=torch.tensor(0.0))
