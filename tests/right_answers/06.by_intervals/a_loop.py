"""Goes through the intervals, one throw after the other."""
import torch

def by_intervals(p, u):
    found = []
    for number in u.tolist():
        running = 0.0
        for k, share in enumerate(p.tolist()):
            running += share
            if share > 0:
                last = k
                if number < running:
                    break
        found.append(last)
    return torch.tensor(found)
