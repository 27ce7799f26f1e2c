"""Gaps of 10 and 17, with a third class far behind."""

import torch

printed_one = dict(nearly=torch.tensor([10.0, 0.0]), exactly=torch.tensor([0.0, 17.0, -60.0]))
