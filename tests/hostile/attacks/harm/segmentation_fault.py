"""Reads address 0."""
# says: kernel
# target: 00.shares

# %% answer 00.shares
import ctypes
ctypes.string_at(0)
