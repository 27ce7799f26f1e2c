"""Bets right."""

first_bets = dict(zero="all 0.2", one="something else", tie="1/2 each")
