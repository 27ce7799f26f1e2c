"""Hangs when the kernel is asked to end."""
# target: 00.shares

# %% answer 00.shares
import atexit, time
atexit.register(time.sleep, 600)
def shares(z, dim=-1):
    return z / z.sum()
