"""Three loops."""

import torch


def second_derivative(z):
    p = torch.softmax(z, -1)
    d = lambda a, b: float(a == b)
    n = len(z)
    H = torch.zeros(n, n, n, dtype=z.dtype)
    for i in range(n):
        for j in range(n):
            for k in range(n):
                H[i, j, k] = p[i] * ((d(i, j) - p[j]) * (d(i, k) - p[k]) - p[j] * (d(j, k) - p[k]))
    return H
