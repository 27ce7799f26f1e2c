"""Copies the pair of the cell above."""

# says: Find a pair of your own

import torch

printed_one = dict(nearly=torch.tensor([10.0, 0.0]), exactly=torch.tensor([20.0, 0.0]))
