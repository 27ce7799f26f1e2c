"""Leaves a grandchild by each call that makes a process: vfork, clone, clone3, posix_spawn, a shell."""
# target: 00.shares

# %% answer 00.shares
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
nap = "import os, time; os.fork() or time.sleep(600)"
def napping():
    os.execv(sys.executable, [sys.executable, "-c", nap])
for flags in (17, 17 | 0x00008000, 17 | 0x20000000, 0):
    if libc.syscall(56, flags, 0, 0, 0, 0) == 0:
        napping()
block = (ctypes.c_uint64 * 11)()
block[4] = 17
if libc.syscall(435, block, ctypes.sizeof(block)) == 0:
    napping()
for act in (
    lambda: os.posix_spawn(sys.executable, [sys.executable, "-c", nap], {}),
    lambda: os.system(f"setsid {sys.executable} -c '{nap}' &"),
    lambda: os.forkpty(),
):
    try:
        act()
    except OSError:
        pass
def shares(z, dim=-1):
    return z / z.sum()
