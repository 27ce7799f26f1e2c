"""Computed by PyTorch."""

import torch

double_floor = torch.nn.functional.cross_entropy(torch.eye(10), torch.arange(10))
