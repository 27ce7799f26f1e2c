"""Leaves the bias out of the scores."""
# says: That is dW, the first of the two

import torch


def linear_gradients(x, y, W, b):
    r = (torch.softmax(x @ W.T, -1) - torch.nn.functional.one_hot(y, len(b))) / len(x)
    return r.T @ x, r.sum(0)
