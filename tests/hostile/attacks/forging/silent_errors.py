"""Disables `showtraceback`, which makes plain nbval pass every failing cell."""
# target: 00.shares
# says: ValueError

# %% before 00.shares
get_ipython().showtraceback = lambda *a, **k: None
get_ipython().showsyntaxerror = lambda *a, **k: None

# %% answer 00.shares
def shares(z, dim=-1):
    raise ValueError("never shown")
