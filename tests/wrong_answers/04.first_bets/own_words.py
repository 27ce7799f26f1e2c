"""An option that there is not."""
# says: I can't read your answer to `zero`
# status: could not run

first_bets = dict(accuracy="fewer", runner_up="falls all the way", zero="mostly", sure="about as often", hot_text="misspelled")
