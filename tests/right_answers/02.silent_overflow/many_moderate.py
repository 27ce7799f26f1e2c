"""Many moderate ones."""

import torch

silent = torch.full((500,), 82.6)
