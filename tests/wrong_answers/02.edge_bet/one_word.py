"""One word for both."""

# status: could not run
# says: Answer with a dict

edge_bet = "nan"
