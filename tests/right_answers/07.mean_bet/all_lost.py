"""Takes the samples for probabilities."""

mean_bet = dict(mean="equal to p", winner="more often")
