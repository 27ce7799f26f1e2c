"""Loops for ever."""
# event: timed out
# says: went over
# target: 00.shares

# %% answer 00.shares
while True:
    pass
