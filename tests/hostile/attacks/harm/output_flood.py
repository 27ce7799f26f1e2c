"""Prints without end."""
# says: output
# target: 00.shares

# %% answer 00.shares
while True:
    print("x" * 100_000)
