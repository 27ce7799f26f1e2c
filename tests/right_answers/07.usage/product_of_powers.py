"""The product of p to the minus p."""

import torch


def perplexity(q):
    used = q.mean(dim=0)
    return (used**-used).prod(-1)
