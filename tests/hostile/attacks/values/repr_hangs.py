"""Returns an object whose `repr` never ends."""
# target: 00.shares
# says: Slow

# %% answer 00.shares
class Slow:
    def __repr__(self):
        while True:
            pass
    __str__ = __repr__

def shares(z, dim=-1):
    return Slow()
