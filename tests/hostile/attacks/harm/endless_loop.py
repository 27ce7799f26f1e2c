"""Loops for ever."""
# waits: yes
# event: timed out
# says: went over
# target: 00.shares

# %% answer 00.shares
while True:
    pass
