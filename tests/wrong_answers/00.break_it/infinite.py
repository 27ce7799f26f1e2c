"""Breaks it with infinity."""

# says: Can you do it with finite numbers?
import torch

breaker = torch.tensor([1.0, float("inf")])
