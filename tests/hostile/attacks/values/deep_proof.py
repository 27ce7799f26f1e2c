"""A proof whose expression is nested a hundred thousand deep."""
# target: 00.first_proof

# %% answer 00.first_proof
deep = total
for _ in range(100_000):
    deep = deep + 1
first_proof = derive(Sum(z[k] / total for k in K), (deep, "rearrange"), (1, "cancel"))
