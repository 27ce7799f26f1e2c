"""Changes `torch.Tensor.sum`, so that the reference is as wrong as the answer."""
# target: 00.shares
# may_lose: 00.first_proof
# may_lose: 00.half_of_it
# may_lose: 00.break_it

# %% before 00.shares
honest = torch.Tensor.sum
torch.Tensor.sum = lambda self, *a, **k: honest(self)

# %% answer 00.shares
def shares(z, dim=-1):
    return z / z.sum()
