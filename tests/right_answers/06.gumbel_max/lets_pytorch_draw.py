"""Right, and against the statement; it earns a remark."""
import torch

def gumbel_max(z, T, count):
    return torch.multinomial(torch.softmax(z / T, -1), count, replacement=True)
