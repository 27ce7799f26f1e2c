"""Raises an exception whose message is enormous and whose `str` never ends."""
# waits: yes
# event: timed out
# target: 00.shares

# %% answer 00.shares
class Endless(Exception):
    def __str__(self):
        while True:
            pass
def shares(z, dim=-1):
    raise Endless("x" * 10_000_000)
