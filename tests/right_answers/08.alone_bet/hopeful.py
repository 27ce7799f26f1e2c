"""Bets on a lot."""

alone_bet = dict(alone="a lot")
