"""The best class each time."""
# says: where is the noise?
import torch

def gumbel_max(z, T, count):
    return (z / T).argmax().expand(count)
