"""Normal noise of the right variance."""
# says: *normal* noise

import torch


import math

def sample_T(z, T, count):
    noise = torch.randn(count, len(z), dtype=torch.float64) * math.pi / math.sqrt(6)
    return (z / T + noise).argmax(-1)
