"""One input only."""
# says: a dict with `y` and `z`
# status: could not run
import torch

tempting = torch.tensor([0.8, 0.2])
