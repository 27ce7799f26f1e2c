"""Prints the answer and returns nothing."""

# says: Did you print the answer

import torch


def softmax(z: torch.Tensor) -> torch.Tensor:
    e = z.exp()
    print(e / e.sum())
