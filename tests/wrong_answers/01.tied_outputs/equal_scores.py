"""Two equal scores."""

# says: All scores in your vector are the same float32

import torch

tied_outputs = torch.tensor([1.0, 1.0])
