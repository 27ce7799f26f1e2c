"""Typed with capitals and blanks."""

first_bets = {"normal": "NO", "outsider": " The same ", "zero": "yes"}
