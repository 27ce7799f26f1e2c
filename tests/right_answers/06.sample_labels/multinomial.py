"""Row by row, by intervals."""
import torch

def sample_labels(scores, count):
    return torch.multinomial(torch.softmax(scores, -1), count, replacement=True).T
