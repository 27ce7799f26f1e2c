"""Ends the kernel with `os._exit`."""
# event: killed
# says: kernel
# target: 00.shares

# %% answer 00.shares
import os
os._exit(0)
