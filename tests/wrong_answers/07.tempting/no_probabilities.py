"""Large numbers in the place of probabilities."""
# says: `y` should be probabilities
import torch

tempting = dict(y=torch.tensor([1e8, 2e8]), z=torch.tensor([1e8, 2e8]))
