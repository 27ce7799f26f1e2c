"""Closes every file descriptor, the kernel's sockets among them."""
# waits: yes
# event: killed, protocol, timed out
# target: 00.shares

# %% answer 00.shares
import os
os.closerange(0, 4096)
