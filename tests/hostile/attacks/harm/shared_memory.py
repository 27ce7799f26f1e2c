"""Fills shared memory and anonymous files."""
# target: 00.shares

# %% answer 00.shares
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
libc.memfd_create(b"x", 0)
libc.shmget(0, 1 << 30, 0o1600)
try:
    with open("/dev/shm/x", "wb") as file:
        for _ in range(2048):
            file.write(b"x" * (1 << 20))
except OSError:
    pass
def shares(z, dim=-1):
    return z / z.sum()
