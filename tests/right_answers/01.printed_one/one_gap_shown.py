"""One of the two gaps is the notebook's, the other is not."""

import torch

printed_one = dict(nearly=torch.tensor([0.0, -16.0]), exactly=torch.tensor([20.0, 0.0]))
