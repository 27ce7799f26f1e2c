"""A tensor: what the other four hold together."""

import torch

z = torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0])
half = z.sum() - z[3]
