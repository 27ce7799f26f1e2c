"""Takes an infinite gap."""

# says: holds a score that is not finite

import torch

printed_one = dict(nearly=torch.tensor([12.0, 0.0]), exactly=torch.tensor([0.0, -torch.inf]))
