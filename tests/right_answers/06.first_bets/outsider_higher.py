"""Bets that luck adds up."""

first_bets = dict(normal="no", outsider="higher", zero="yes")
