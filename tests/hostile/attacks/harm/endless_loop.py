"""Loops for ever."""
# says: s
# target: 00.shares

# %% answer 00.shares
while True:
    pass
