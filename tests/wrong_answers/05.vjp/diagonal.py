"""Only the diagonal."""
# says: listens to its own

import torch


def softmax_vjp(p, v):
    return p * (1 - p) * v
