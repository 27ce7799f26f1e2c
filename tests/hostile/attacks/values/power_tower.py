"""A proof with a tower of powers, whose value has more digits than memory."""
# target: 00.first_proof

# %% answer 00.first_proof
first_proof = derive(Sum(z[k] / total for k in K), ((z[0] + 9) ** 9 ** 9 ** 5, "rearrange"), (1, "cancel"))
