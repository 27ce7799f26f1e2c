"""Thinks that unequal scores are enough."""

# says: Which kind of score have you not tried?
import torch

breaker = torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0])
