"""The nan of a dead row is replaced; the mask stops its gradient on the way back."""

import torch


def masked_softmax(z, keep, dim=-1):
    return torch.softmax(z.masked_fill(~keep, -torch.inf), dim).nan_to_num(0.0)
