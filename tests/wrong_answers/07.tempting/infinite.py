"""An infinite score."""
# says: `z` should be one vector of finite numbers
import torch

tempting = dict(y=torch.tensor([0.8, 0.2]), z=torch.tensor([float("inf"), 0.0]))
