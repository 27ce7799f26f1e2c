"""A power below 1, as tensors."""

import torch

break_order = dict(v=torch.tensor([0.5, 0.6]), alpha=torch.tensor(0.25))
