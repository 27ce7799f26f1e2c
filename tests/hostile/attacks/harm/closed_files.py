"""Closes every file descriptor, the kernel's sockets among them."""
# target: 00.shares

# %% answer 00.shares
import os
os.closerange(0, 4096)
