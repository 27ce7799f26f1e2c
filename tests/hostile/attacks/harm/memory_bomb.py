"""Takes memory until there is none."""
# says: memory
# target: 00.shares

# %% answer 00.shares
hoard = []
while True:
    hoard.append(bytearray(64 << 20))
