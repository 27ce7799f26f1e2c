"""Four bets of five."""
# says: `hot_text` has no answer yet
# status: could not run

first_bets = dict(accuracy="fewer", runner_up="falls all the way", zero="always", sure="about as often")
