"""Bets that all come true."""

first_bets = dict(equal="1/3", dominant="almost 1", opposite="0.02 and 0.98")
