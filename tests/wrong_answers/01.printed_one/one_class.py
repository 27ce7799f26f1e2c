"""Takes a single class, where 1 is no rounding."""

# says: There softmax is 1 in mathematics too

import torch

printed_one = dict(nearly=torch.tensor([12.0, 0.0]), exactly=torch.tensor([3.0]))
