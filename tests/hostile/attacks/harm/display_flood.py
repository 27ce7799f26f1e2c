"""Displays large pictures without end."""
# event: output
# says: printed more than
# target: 00.shares

# %% answer 00.shares
from IPython.display import display
while True:
    display({"text/plain": "x", "image/png": "A" * 1_000_000}, raw=True)
