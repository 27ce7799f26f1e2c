"""0 for an empty row."""

# says: replace the result afterwards

import torch


def logsumexp(z, dim=-1):
    return torch.nan_to_num(torch.logsumexp(z, dim), neginf=0.0)
