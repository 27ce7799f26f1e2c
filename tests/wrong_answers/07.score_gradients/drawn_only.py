"""Only the drawn class."""
# says: What does the second term give?
import torch


def score_gradients(z, k, cost, b):
    p = torch.softmax(z, -1)
    y = torch.nn.functional.one_hot(k, len(z)).to(z.dtype)
    return (cost - b)[:, None] * y
