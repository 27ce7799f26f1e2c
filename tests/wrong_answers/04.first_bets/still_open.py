"""One bet left open."""
# says: Still open: `sure`
# status: not attempted

first_bets = dict(accuracy="fewer", runner_up="falls all the way", zero="always", sure=..., hot_text="misspelled")
