"""Waits for the first of all clocks."""
import torch

def winning_score(z, winner, count):
    return -(torch.empty(count, dtype=torch.float64).exponential_() / z.double().exp().sum()).log()
