"""Deletes the names that the course has set up, one by one."""
# target: 00.shares

# %% answer 00.shares
del torch, Sum, K, derive
def shares(z, dim=-1):
    return z / z.sum()

# %% answer 00.first_proof
# An honest answer, which relies on what the course has set up above it.
first_proof = derive(
    Sum(z[k] / total for k in K),
    (1 / total * Sum(z[k] for k in K), "constant out of a sum"),
    (1, "cancel"),
)

# %% answer 00.break_it
breaker = torch.tensor([1.0, -1.0])
