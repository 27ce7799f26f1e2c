"""Bets that all fail, typed with capitals: a bet is recorded all the same."""

first_bets = {"equal": "More than 1/3", "dominant": "Exactly 1", "opposite": "0.12 and 0.88"}
