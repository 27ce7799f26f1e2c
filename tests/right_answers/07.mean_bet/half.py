"""One bet won."""

mean_bet = {"mean": "Below p", "winner": "less often"}
