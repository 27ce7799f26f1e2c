"""Computes in float64 and rounds once; the ends move to their neighbors, subnormal ones too."""
import torch

def gumbel_noise(u):
    info = torch.finfo(u.dtype)
    inside = u.double().clamp(info.tiny * info.eps, 1 - info.eps / 2)
    return -(-inside.log()).log().to(u.dtype)
