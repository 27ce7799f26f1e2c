"""Bets right."""

alone_bet = "nothing at all"
