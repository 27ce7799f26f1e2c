"""Ends the kernel with `os._exit`."""
# says: kernel
# target: 00.shares

# %% answer 00.shares
import os
os._exit(0)
