"""Cheats with -inf."""

# says: use finite logits only

import torch

silent = torch.tensor([-torch.inf, 88.0])
