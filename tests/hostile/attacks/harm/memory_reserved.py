"""Asks for memory, without touching it, until there is none."""
# event: memory
# says: MemoryError
# target: 00.shares

# %% answer 00.shares
import mmap
hoard = []
while True:
    try:
        hoard.append(mmap.mmap(-1, 256 << 20))
    except OSError:
        raise MemoryError from None
