"""Hands over the class, not the function."""
# says: That is the class
# status: could not run

import torch


class softmax_own(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        return torch.softmax(z, -1)
