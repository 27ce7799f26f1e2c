"""Nothing to fear."""

tau_bet = {"typical": "about as large", "largest": "Smaller"}
