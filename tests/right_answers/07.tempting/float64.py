"""The numbers of the hint, in float64."""
import torch

tempting = dict(
    y=torch.tensor([0.8, 0.2], dtype=torch.float64), z=torch.tensor([1e8, 2e8], dtype=torch.float64)
)
