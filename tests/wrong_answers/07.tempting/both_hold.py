"""Friendly numbers: both are one-hot."""
# says: The first is one-hot
import torch

tempting = dict(y=torch.tensor([0.25, 0.75]), z=torch.tensor([1e9, 2e9]))
