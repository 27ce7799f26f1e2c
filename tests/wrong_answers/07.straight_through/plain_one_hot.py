"""Only the one-hot: no slope."""
# says: an argmax hands back no slope
import torch


def straight_through(y):
    hard = torch.nn.functional.one_hot(y.argmax(-1), y.shape[-1]).to(y.dtype)
    return hard
