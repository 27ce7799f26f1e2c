"""Stops its own process."""
# target: 00.shares

# %% answer 00.shares
import os, signal
os.kill(os.getpid(), signal.SIGSTOP)
