"""Ends the kernel inside the answer, so it dies while evidence is collected."""
# event: killed
# says: kernel
# target: 00.shares

# %% answer 00.shares
import os
def shares(z, dim=-1):
    os._exit(0)
