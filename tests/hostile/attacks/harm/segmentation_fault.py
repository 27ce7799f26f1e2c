"""Reads address 0."""
# event: killed
# says: kernel
# target: 00.shares

# %% answer 00.shares
import ctypes
ctypes.string_at(0)
