"""Gives the outputs instead of the scores."""

# says: prints as 0.7311

import torch

printed_one = dict(nearly=torch.tensor([0.99999, 0.00001]), exactly=torch.tensor([1.0, 0.0]))
