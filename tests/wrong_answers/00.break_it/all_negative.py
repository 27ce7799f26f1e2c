"""Thinks that any negative score breaks it; here the signs cancel."""

# says: cancel
import torch

breaker = torch.tensor([-2.0, -1.0, -3.0])
