"""A plain dict, with capitals and a stray blank."""

bets = {"doubled": "Stays ", "plus_ten": "SHRINKS", "share": "1/3"}
