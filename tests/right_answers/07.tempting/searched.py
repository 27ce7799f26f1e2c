"""Searched among random rows."""
import torch

generator = torch.Generator().manual_seed(1)
while True:
    y = torch.softmax(torch.randn(4, generator=generator), -1)
    hard = torch.nn.functional.one_hot(y.argmax(), 4)
    if not bool(((hard + y) - y == hard).all()):
        break
tempting = dict(y=y, z=torch.tensor([3e8, 1e8, 2e8]))
