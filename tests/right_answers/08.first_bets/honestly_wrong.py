"""Bets on the values at both ends; recorded all the same."""

first_bets = dict(zero="the values", one="the values", tie="1 each")
