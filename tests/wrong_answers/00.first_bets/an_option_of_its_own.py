"""Invents an option."""

# status: could not run
# says: I can't read your answer to `plus_ten`
bets = dict(share="1/3", plus_ten="shrinks a little", doubled="stays")
