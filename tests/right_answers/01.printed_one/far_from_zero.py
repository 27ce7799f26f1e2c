"""Many classes and large negative scores."""

import torch

printed_one = dict(
    nearly=torch.tensor([-50.0, -50.0, -36.0]), exactly=torch.tensor([0.0, -200.0, -300.0, -104.0])
)
