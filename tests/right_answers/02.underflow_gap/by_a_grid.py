"""Two decimals by grid."""

import torch

underflow_gap = next(
    k / 100 for k in range(8000, 12000) if torch.softmax(torch.tensor([0.0, -k / 100]), 0)[1] == 0
)
