"""PyTorch's own drawing without replacement."""
import torch

def top_k(z, k, count):
    return torch.multinomial(torch.softmax(z, -1).expand(count, len(z)), k, replacement=False)
