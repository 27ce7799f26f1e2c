"""Has not answered one of the bets yet."""

# says: Still open: `opposite`
# status: not attempted

first_bets = dict(equal="1/3", dominant="almost 1", opposite=...)
