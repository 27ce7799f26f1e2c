"""Normal noise."""
# says: *normal* noise
import torch

def sample_labels(scores, count):
    return (scores + torch.randn(count, *scores.shape)).argmax(-1)
