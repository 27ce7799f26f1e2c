"""Prints and returns nothing."""
# says: Did you print the answer

import torch

def gradual(v, alpha):
    print(torch.where(v == v.max(), 1 - (1 - v) ** alpha, v**alpha))
