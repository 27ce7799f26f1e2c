"""Logistic noise."""
# says: *logistic* distribution
import torch

def gumbel_noise(u):
    return torch.logit(u)
