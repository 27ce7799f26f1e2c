"""Newton steps on beta: the slope is a mean gap, the bend a variance."""

import torch


def fit_temperature(z, y):
    z = z.double()
    true = z.gather(-1, y[:, None])[:, 0].mean()
    beta = torch.tensor(0.1, dtype=torch.float64, device=z.device)
    for _ in range(60):
        p = torch.softmax(beta * z, -1)
        mean = (p * z).sum(-1)
        bend = ((p * z**2).sum(-1) - mean**2).mean()
        beta = (beta - (mean.mean() - true) / bend).clamp(0.05, 15)
    return float(1 / beta)
