"""Takes y off and adds it again, and lets autograd see both."""
# says: Which of the two `y` should it not see
import torch


def straight_through(y):
    hard = torch.nn.functional.one_hot(y.argmax(-1), y.shape[-1]).to(y.dtype)
    return hard - y + y
