"""argmax((z + g)/T)."""
# says: noise and score alike

import torch


def sample_T(z, T, count):
    g = -torch.log(torch.empty(count, len(z), dtype=torch.float64).exponential_())
    return ((z + g) / T).argmax(-1)
