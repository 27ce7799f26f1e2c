"""Changes `isinstance`, `type` and `len` for everybody in the kernel."""
# target: 00.shares

# %% before 00.shares
import builtins
builtins.isinstance = lambda *a: True
builtins.len = lambda x: 1

# %% answer 00.shares
def shares(z, dim=-1):
    return z / z.sum()
