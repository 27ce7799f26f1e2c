"""Asks for the neighbors of 0 and 1."""
import torch

def gumbel_noise(u):
    zero, one = torch.zeros((), dtype=torch.float64), torch.ones((), dtype=torch.float64)
    if u.dtype == torch.float64:
        low, high = torch.nextafter(zero, one), torch.nextafter(one, zero)
    elif u.dtype == torch.float32:
        low, high = torch.nextafter(zero.float(), one.float()), torch.nextafter(one.float(), zero.float())
    else:
        info = torch.finfo(u.dtype)
        low, high = torch.tensor(info.tiny * info.eps), torch.tensor(1 - info.eps / 2)
    inside = torch.where(u <= 0, low.to(u.dtype), torch.where(u >= 1, high.to(u.dtype), u))
    return torch.log(inside).neg().log().neg()
