"""Softmax at T = 2."""
# says: that is softmax itself

import torch

beat_it = torch.softmax(torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0]) / 2, -1)
