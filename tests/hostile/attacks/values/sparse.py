"""Returns a sparse tensor."""
# target: 00.shares
# says: sparse

# %% answer 00.shares
def shares(z, dim=-1):
    return (z / z.sum(dim, keepdim=True)).to_sparse()
