"""Asks for input that nobody gives."""
# target: 00.shares

# %% answer 00.shares
name = input("Your name? ")
def shares(z, dim=-1):
    return z / z.sum()
