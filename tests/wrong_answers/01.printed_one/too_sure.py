"""Takes a gap at which the winner gets exactly 1."""

# says: and it *is* 1

import torch

printed_one = dict(nearly=torch.tensor([30.0, 0.0]), exactly=torch.tensor([40.0, 0.0]))
