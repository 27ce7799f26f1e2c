"""Takes other weights for another model."""

# says: You ask whether the weights are the same

import torch


def same_model(weight_a, bias_a, weight_b, bias_b):
    return torch.allclose(weight_a, weight_b) and torch.allclose(bias_a, bias_b)
