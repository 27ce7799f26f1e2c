"""Never returns from the answer."""
# target: 00.shares

# %% answer 00.shares
def shares(z, dim=-1):
    while True:
        pass
