"""Returns a tensor on the meta device: a shape without numbers."""
# target: 00.shares
# says: meta

# %% answer 00.shares
def shares(z, dim=-1):
    return (z / z.sum(dim, keepdim=True)).to("meta")
