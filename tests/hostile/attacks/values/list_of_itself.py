"""Answers with a list that contains itself."""
# target: 00.half_of_it

# %% answer 00.half_of_it
half = []
half.append(half)
