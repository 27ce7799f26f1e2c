"""Gradients explode."""

tau_bet = dict(typical="larger", largest="larger")
