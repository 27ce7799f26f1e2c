"""Takes a gap at which it prints as 0.9933."""

# says: prints as 0.9933

import torch

printed_one = dict(nearly=torch.tensor([5.0, 0.0]), exactly=torch.tensor([20.0, 0.0]))
