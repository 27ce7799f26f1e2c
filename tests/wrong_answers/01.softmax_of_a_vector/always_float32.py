"""Makes a new tensor and forgets the dtype."""

# says: takes the dtype you want

import math
import torch


def softmax(z: torch.Tensor) -> torch.Tensor:
    e = [math.exp(float(score)) for score in z]
    return torch.tensor([share / sum(e) for share in e])
