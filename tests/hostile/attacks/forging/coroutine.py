"""Answers with an `async` function: what comes back is a coroutine."""
# target: 00.shares
# says: coroutine

# %% answer 00.shares
async def shares(z, dim=-1):
    return z / z.sum(dim, keepdim=True)
