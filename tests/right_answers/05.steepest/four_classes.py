"""Two rivals, two outsiders."""

import torch

steepest = torch.tensor([-30.0, 7.0, 7.0, -30.0])
