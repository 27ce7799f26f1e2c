"""Asks torch for a tensor of a terabyte, then for many of a gigabyte."""
# waits: yes
# event: memory, timed out
# target: 00.shares

# %% answer 00.shares
def shares(z, dim=-1):
    kept = []
    try:
        torch.zeros(1 << 38)
    except RuntimeError:
        pass
    while True:
        kept.append(torch.ones(1 << 26))
