"""Breaks the first only."""
# says: if z is a hundred million?
import torch

tempting = dict(y=torch.tensor([0.8, 0.2]), z=torch.tensor([1.0, 2.0]))
