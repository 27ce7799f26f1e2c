"""Bets that all come true."""

exactly_bets = dict(sum="some", inside="no", printed="can't tell")
