"""Returns nan in every entry."""
# target: 00.shares
# says: nan

# %% answer 00.shares
def shares(z, dim=-1):
    return torch.full_like(z, float("nan"))
