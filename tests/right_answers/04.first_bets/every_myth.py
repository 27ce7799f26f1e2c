"""Believes every myth about temperature."""

first_bets = dict(accuracy="fewer", runner_up="falls all the way", zero="always", sure="about as often", hot_text="more creative")
