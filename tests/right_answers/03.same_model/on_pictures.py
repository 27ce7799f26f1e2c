"""Tries the two models on 65 pictures that span all others."""

import torch


def same_model(weight_a, bias_a, weight_b, bias_b):
    pictures = torch.cat([torch.zeros(1, weight_a.shape[1]), torch.eye(weight_a.shape[1])]).to(weight_a)
    gap = (pictures @ weight_b.T + bias_b) - (pictures @ weight_a.T + bias_a)
    return ((gap - gap[:, :1]).abs() < 2e-5).all()
