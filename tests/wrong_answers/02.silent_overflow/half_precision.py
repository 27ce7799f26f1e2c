"""Breaks float16 instead."""

# says: make it float32

import torch

silent = torch.tensor([11.0, 11.0], dtype=torch.float16)
