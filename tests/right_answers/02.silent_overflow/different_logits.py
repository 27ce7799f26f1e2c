"""Different logits."""

import torch

silent = torch.linspace(87.0, 88.6, 7)
