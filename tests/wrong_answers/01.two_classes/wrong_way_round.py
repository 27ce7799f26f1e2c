"""Takes the gap the wrong way round."""

# says: the two have changed places

import torch


def probability_of_class_1(z: torch.Tensor) -> torch.Tensor:
    gap = z[..., 0] - z[..., 1]
    return 1 / (1 + torch.exp(-gap))
