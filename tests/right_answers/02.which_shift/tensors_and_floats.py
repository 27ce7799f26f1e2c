"""Tensors and floats."""

import torch

which_shift = dict(smallest=torch.tensor(62), largest=253.0)
