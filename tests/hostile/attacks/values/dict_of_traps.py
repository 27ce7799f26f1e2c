"""Answers a bet with a dict whose keys are no strings and whose values are functions."""
# target: 00.first_bets

# %% answer 00.first_bets
bets = {"share": lambda: 1, 7: 8, ("plus_ten",): print}
