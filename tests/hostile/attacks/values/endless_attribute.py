"""Returns an object whose attributes raise what nobody catches."""
# target: 00.shares

# %% answer 00.shares
class Trap:
    def __getattr__(self, name):
        raise KeyboardInterrupt

def shares(z, dim=-1):
    return Trap()
