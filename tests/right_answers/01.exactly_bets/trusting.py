"""Trusts the float as if it were mathematics: recorded, and told otherwise."""

exactly_bets = dict(sum="all", inside="yes", printed="yes")
