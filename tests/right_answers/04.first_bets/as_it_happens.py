"""Every bet comes out."""

first_bets = dict(accuracy="the same", runner_up="rises, then falls", zero="not always", sure="more often", hot_text="misspelled")
