"""Prints without end."""
# event: output
# says: printed more than
# target: 00.shares

# %% answer 00.shares
while True:
    print("x" * 100_000)
