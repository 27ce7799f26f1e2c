"""Keeps the inner logarithm away from 0 and from infinity."""
import torch

def gumbel_noise(u):
    info = torch.finfo(u.dtype)
    waiting = (-u.log()).clamp(info.tiny, info.max)
    return -waiting.log()
