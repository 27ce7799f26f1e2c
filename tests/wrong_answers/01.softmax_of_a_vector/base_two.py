"""Takes powers of 2."""

# says: the base is 2

import torch


def softmax(z: torch.Tensor) -> torch.Tensor:
    powers = torch.pow(2, z)
    return powers / powers.sum()
