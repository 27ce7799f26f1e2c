"""Nan_to_num on the gap."""

import math
import torch


def merge(m1, d1, m2, d2):
    m = torch.maximum(m1, m2)
    a = torch.nan_to_num(m1 - m, nan=0.0, neginf=-math.inf)
    b = torch.nan_to_num(m2 - m, nan=0.0, neginf=-math.inf)
    return (m, d1 * a.exp() + d2 * b.exp())
