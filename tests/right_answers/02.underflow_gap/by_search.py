"""A search in steps of a hundredth."""

import torch

gap = 80.0
while torch.softmax(torch.tensor([0.0, -gap]), 0)[1] > 0:
    gap += 0.01
underflow_gap = gap
