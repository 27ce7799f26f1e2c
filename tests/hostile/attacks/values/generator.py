"""Returns a generator that never ends."""
# target: 00.shares
# says: generator

# %% answer 00.shares
def shares(z, dim=-1):
    while True:
        yield z
