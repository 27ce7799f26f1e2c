"""Softmax at T = 1."""
# says: Where does your q differ most

import torch

beat_it = torch.softmax(torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0]), -1)
