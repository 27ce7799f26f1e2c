"""Draws, strikes out, draws again."""
import torch

def top_k(z, k, count):
    left = torch.softmax(z.double(), -1).repeat(count, 1)
    places = []
    for _ in range(k):
        pick = torch.multinomial(left, 1)
        places.append(pick)
        left = left.scatter(1, pick, 0.0)
    return torch.cat(places, 1)
