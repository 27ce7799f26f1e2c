"""Three honest guesses, all of them off: recorded all the same."""

bets = dict(share="1/2", plus_ten="grows", doubled="shrinks")
