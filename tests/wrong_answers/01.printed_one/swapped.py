"""Swaps the two vectors."""

# says: still too small for the float

import torch

printed_one = dict(nearly=torch.tensor([30.0, 0.0]), exactly=torch.tensor([12.0, 0.0]))
