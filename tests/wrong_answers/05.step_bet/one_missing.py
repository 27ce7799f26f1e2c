"""One question left out."""
# says: `leap` has no answer yet
# status: could not run

step_bet = dict(along="rises", against="falls")
