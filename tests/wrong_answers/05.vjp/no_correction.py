"""p times v."""
# says: the first half

import torch


def softmax_vjp(p, v):
    return p * v
