"""An option of its own."""
# says: can't read your answer to `leap`
# status: could not run

step_bet = dict(along="rises", against="falls", leap="stays")
