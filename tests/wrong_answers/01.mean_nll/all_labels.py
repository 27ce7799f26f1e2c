"""Gives every row all the labels."""

# says: an N by N table

import torch


def mean_nll(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(z, dim=-1)
    return -p[:, y].log().mean()
