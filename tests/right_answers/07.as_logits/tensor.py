"""Computed, as a tensor."""
import torch

as_logits = torch.softmax(torch.tensor([0.7, 0.2, 0.1]), -1)
