"""Answers with a number where one of the options is wanted."""

# status: could not run
# says: The options are
bets = dict(share=1 / 3, plus_ten="shrinks", doubled="stays")
