"""PyTorch's Categorical."""
import torch

def sample_labels(scores, count):
    return torch.distributions.Categorical(logits=scores).sample((count,))
