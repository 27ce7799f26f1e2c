"""Every bet lost."""

first_bets = dict(normal="yes", outsider="lower", zero="no")
