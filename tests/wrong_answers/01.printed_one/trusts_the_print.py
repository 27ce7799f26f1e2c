"""Takes a printed 1.0000 for 1."""

# says: A printed 1.0000 is not 1

import torch

printed_one = dict(nearly=torch.tensor([11.0, 0.0]), exactly=torch.tensor([12.0, 0.0]))
