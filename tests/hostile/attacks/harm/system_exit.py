"""Raises SystemExit inside the answer."""
# says: SystemExit
# target: 00.shares

# %% answer 00.shares
def shares(z, dim=-1):
    raise SystemExit(0)
