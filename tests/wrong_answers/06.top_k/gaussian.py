"""Normal noise."""
# says: *normal* noise
import torch

def top_k(z, k, count):
    return (z + torch.randn(count, len(z))).topk(k, -1).indices
