"""Typed with capitals and blanks."""

slope_bet = {"slope": " Zero", "torch": "An error ", "tie": "1, 0, 0"}
