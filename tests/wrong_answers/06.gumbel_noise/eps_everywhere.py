"""The small number that one sees everywhere."""
# says: Is there a small number in your code
import torch

def gumbel_noise(u):
    return -torch.log(-torch.log(u + 1e-20) + 1e-20)
