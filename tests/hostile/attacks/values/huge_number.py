"""Answers with an integer of a million digits."""
# target: 00.half_of_it
# says: too large

# %% answer 00.half_of_it
half = 10 ** 1_000_000
