"""The sigmoid of the gap."""
import torch

two_outcomes = torch.sigmoid(torch.tensor(1.0))
