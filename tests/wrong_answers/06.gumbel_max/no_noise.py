"""The best class each time."""
# says: What is added to all classes alike
import torch

def gumbel_max(z, T, count):
    return (z / T).argmax().expand(count)
