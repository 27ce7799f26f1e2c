"""Leaves a question open."""

# status: not attempted
# says: Still open: `doubled`
bets = dict(share="1/3", plus_ten="shrinks", doubled=...)
