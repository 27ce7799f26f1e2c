"""Takes memory until there is none."""
# waits: yes
# event: memory, timed out
# target: 00.shares

# %% answer 00.shares
hoard = []
while True:
    hoard.append(bytearray(64 << 20))
