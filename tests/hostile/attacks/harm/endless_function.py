"""Never returns from the answer."""
# waits: yes
# event: timed out
# says: went over
# target: 00.shares

# %% answer 00.shares
def shares(z, dim=-1):
    while True:
        pass
