"""In float64."""
import torch

wrong_way = torch.tensor([2.0, 0.0, 1.0], dtype=torch.float64)
