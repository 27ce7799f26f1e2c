"""A proof of ten thousand lines."""
# target: 00.first_proof

# %% answer 00.first_proof
line = (Sum(z[k] / total for k in K), "rearrange")
first_proof = derive(Sum(z[k] / total for k in K), *[line] * 10_000, (1, "cancel"))
